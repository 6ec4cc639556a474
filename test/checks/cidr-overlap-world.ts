import type { Finding } from '#core/finding.ts';
import { planCases } from '#core/plan.ts';
import type { Outcome } from '#core/report.ts';
import { runCases } from '#core/run.ts';
import type { Site, SiteNetworks } from '#core/site.ts';
import { cidrOverlap } from '../../checks/cidr-overlap/check.ts';
import { fakeHost, type HostParts } from '../fakes/host.ts';
import { fakeIo } from '../fakes/io.ts';

export const sound: SiteNetworks = {
  vpc: ['10.20.0.0/16'],
  remoteNodes: ['10.80.0.0/16'],
  remotePods: ['10.85.0.0/16'],
  services: ['172.20.0.0/16'],
};

export const home: HostParts = {
  addresses: ['lo 127.0.0.1/8', 'eth0 10.80.1.10/24', 'eth0 fe80::1/64', 'docker0 172.17.0.1/16'],
  routes: ['0.0.0.0/0 eth0 via 10.80.1.1', '10.80.1.0/24 eth0', '172.17.0.0/16 docker0'],
};

/** Runs the check on an imaginary host and returns what became of one case. */
export async function judged(key: string, site: Site, host: HostParts = home): Promise<Outcome> {
  const options = { 'cidr-overlap': { ignoreInterfaces: ['cilium_*'] } };
  const results = await runCases(planCases([cidrOverlap], { ...site, options }), {
    io: fakeIo({ host: fakeHost(host) }),
    signal: new AbortController().signal,
    selection: { only: [], skip: [] },
    waivers: [],
    laneLimits: { pure: 8, light: 8, quiet: 1, saturating: 1 },
    caseDeadlineMs: 1000,
  });
  const result = results.find((one) => one.key === key);
  if (result === undefined) throw new Error(`no case ${key}`);
  return result.outcome;
}

export function findingsOf(outcome: Outcome): readonly Finding[] {
  return 'findings' in outcome ? outcome.findings : [];
}

export function codesOf(outcome: Outcome): readonly string[] {
  return findingsOf(outcome).map(({ code }) => code.replace('cidr-overlap/', ''));
}

export type Row = {
  readonly site: string;
  readonly networks?: Partial<SiteNetworks>;
  readonly status: string;
  readonly codes: readonly string[];
};
