import type { Clock, Io, UdpOutcome } from '#core/io.ts';
import { planCases } from '#core/plan.ts';
import type { Result } from '#core/report.ts';
import { runCases } from '#core/run.ts';
import { firewallPorts } from '../../checks/firewall-ports/check.ts';
import { REQUIRED_BY_DEFAULT } from '../../checks/firewall-ports/port-entry.ts';
import type { ExtraTarget, PortOptions, PortTarget } from '../../checks/firewall-ports/target.ts';
import { fakeDns } from '../fakes/dns.ts';
import { fakeIo, frozenClock } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { type Answers, fakeTcp, fakeUdp } from '../fakes/tcp.ts';

export const API = '10.20.1.10';
export const NODE = '10.80.1.10';

/** The kubelet's port of this host, as the peer measures it. */
export const KUBELET_TARGET: PortTarget = {
  entry: 'kubelet',
  component: 'kubelet',
  protocol: 'tcp',
  host: NODE,
  port: 10250,
  weight: 'required',
  expects: 'path',
  direction: 'to-on-prem',
  note: '',
  sources: ['10.20.0.0/16'],
  cluster: 'prod',
  timeoutMs: 1000,
  asksDns: false,
  aws: null,
};

const CASE_DEADLINE_MS = 60_000;

/** Sleeps take one turn of the event loop; only the deadline of a case never comes. */
export const hasty: Clock = {
  nowMs: () => 0,
  sleep: async (ms, signal) => {
    if (ms === CASE_DEADLINE_MS) return frozenClock.sleep(ms, signal);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  },
};

const HOST: Io['host'] = {
  ...fakeIo().host,
  nameServers: async () => [{ address: '10.80.0.53', port: 53 }],
};

export type World = {
  readonly tcp?: Readonly<Record<string, Answers>>;
  readonly afterMs?: number;
  readonly udp?: Readonly<Record<string, UdpOutcome['kind']>>;
  readonly dns?: Io['dns'];
  readonly trace?: Io['trace'];
};

/** Nothing to trace with. */
export const NO_TRACE: Io['trace'] = { run: () => Promise.resolve(undefined) };

export function imagine({
  tcp = {},
  afterMs,
  udp = {},
  dns = fakeDns({}),
  trace = NO_TRACE,
}: World): Io {
  return fakeIo({
    clock: hasty,
    tcp: fakeTcp(tcp, afterMs === undefined ? {} : { afterMs }),
    udp: fakeUdp(udp),
    dns,
    host: HOST,
    trace,
  });
}

const defaults: PortOptions = {
  required: REQUIRED_BY_DEFAULT,
  exclude: [],
  extra: [],
  timeoutMs: 3500,
};

export type Where = { readonly cloudNode: string } | { readonly extra: Partial<ExtraTarget> };

/** Runs the one case that this place gives: a port of one's own, or an Envoy in the cloud. */
export async function examine(
  where: Where,
  io: Io,
  options: Partial<PortOptions> = {},
): Promise<Result> {
  const extra =
    'extra' in where
      ? [
          {
            name: 'Kubernetes API',
            host: API,
            port: 443,
            protocol: 'tcp' as const,
            direction: 'to-aws' as const,
            ...where.extra,
          },
        ]
      : [];
  const cloudNodes = 'cloudNode' in where ? [{ host: where.cloudNode }] : [];
  const site = siteWith({
    targets: { ...siteWith().targets, cloudNodes },
    options: { 'firewall-ports': { ...defaults, ...options, extra } },
  });
  const cases = planCases([firewallPorts], site);
  const [wanted] = cases.filter(({ case: { key, from } }) =>
    extra.length > 0
      ? key.endsWith(`@${extra[0]?.host ?? ''}`)
      : key.startsWith('tcp/15001') && from === 'local',
  );
  if (wanted === undefined) throw new Error('nothing was planned');
  const [result] = await runCases([wanted], {
    io,
    signal: new AbortController().signal,
    selection: { only: [], skip: [] },
    waivers: [],
    laneLimits: { pure: 1, light: 1, quiet: 1, saturating: 1 },
    caseDeadlineMs: CASE_DEADLINE_MS,
  });
  if (result === undefined) throw new Error('nothing came of it');
  return result;
}

export function verdictOf({ outcome }: Result): string {
  if (!('findings' in outcome)) return outcome.status;
  const codes = outcome.findings.map(({ code }) => code.replace('firewall-ports/', ''));
  return [outcome.status, ...codes].join(' ');
}
