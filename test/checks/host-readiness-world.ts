import { test } from 'tap';
import type { HostFacts, Udp } from '#core/io.ts';
import type { OpenSocket } from '#core/host-state.ts';
import type { Json } from '#core/json.ts';
import { planCases } from '#core/plan.ts';
import type { Finding } from '#core/finding.ts';
import { runCases } from '#core/run.ts';
import type { Outcome } from '#core/report.ts';
import type { Site } from '#core/site.ts';
import { AREA_NAMES } from '../../checks/host-readiness/area-names.ts';
import { hostReadiness } from '../../checks/host-readiness/check.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeHostState, type HostStateParts } from '../fakes/host-state.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';

export type HostRow = HostStateParts & {
  readonly site?: Partial<Site>;
  readonly facts?: Partial<HostFacts>;
  readonly addresses?: readonly string[];
  readonly routes?: readonly string[];
  readonly udp?: Udp;
  readonly timeServers?: readonly string[];
};

const OPTIONS = {
  ...{ timeServers: [], timeoutMs: 100 },
  ...{ certificate: '/etc/iam/pki/server.pem', privateKey: '/etc/iam/pki/server.key' },
};

/** Runs one area on an imaginary host. */
export async function outcomeOf(area: string, row: HostRow): Promise<Outcome> {
  const options = { ...OPTIONS, areas: AREA_NAMES, timeServers: row.timeServers ?? [] };
  const site = siteWith({ ...row.site, options: { 'host-readiness': options } });
  const { addresses = ['eth0 10.80.1.10/24'], routes = ['0.0.0.0/0 eth0 via 10.80.1.1'] } = row;
  const host = fakeHost({ addresses, routes });
  const facts = async (signal: AbortSignal) => ({ ...(await host.facts(signal)), ...row.facts });
  const udp = row.udp === undefined ? {} : { udp: row.udp };
  const io = fakeIo({ host: { ...host, facts }, hostState: fakeHostState(row), ...udp });
  const [result] = await runCases(
    planCases([hostReadiness], site).filter(({ id }) => id === `host-readiness:${area}`),
    {
      ...{ io, signal: new AbortController().signal, waivers: [], caseDeadlineMs: 10_000 },
      selection: { only: [], skip: [] },
      laneLimits: { pure: 8, light: 8, quiet: 1, saturating: 1 },
    },
  );
  if (result === undefined) throw new Error(`no area ${area}`);
  return result.outcome;
}

/** `status code code …` of one area; every text of a finding is read for what must not stand in one. */
export async function verdictOn(area: string, row: HostRow): Promise<string> {
  const outcome = await outcomeOf(area, row);
  if (outcome.status === 'error') throw new Error(JSON.stringify(outcome.fault));
  const findings = findingsOf(outcome);
  for (const { title, detail, fix } of findings) {
    const text = `${title} ${detail} ${fix}`;
    if (/undefined|NaN|\[object|null/.test(text)) throw new Error(text);
  }
  const codes = findings.map(({ code }) => code.replace('host-readiness/', ''));
  return [outcome.status, ...codes].join(' ');
}

export function findingsOf(outcome: Outcome): readonly Finding[] {
  return 'findings' in outcome ? outcome.findings : [];
}

export type Rows = Readonly<Record<string, readonly [row: HostRow, verdict: string]>>;

/** One test a row: an imaginary host, and what is said of it. */
export function table(area: string, rows: Rows): void {
  for (const [name, [row, verdict]] of Object.entries(rows)) {
    test(`${area}: ${name}`, async (t) => {
      t.equal(await verdictOn(area, row), verdict);
    });
  }
}

/** Everything that a case leaves behind, as text. */
export function textOf(outcome: Outcome): string {
  return JSON.stringify(outcome satisfies Json);
}

/** `tcp/10250 kubelet (pid 1)`; `-` is an owner that nobody tells. */
export function held(...lines: readonly string[]): readonly OpenSocket[] {
  return lines.map((line) => {
    const [, protocol = '', port, owner = ''] = /^(tcp|udp)\/(\d+) (.*)$/.exec(line) ?? [];
    return {
      protocol: protocol === 'udp' ? 'udp' : 'tcp',
      ...{ address: null, port: Number(port), owner: owner === '-' ? null : owner },
    };
  });
}
