import { type Test, test } from 'tap';
import type { Result } from '#core/report.ts';
import type { PortMeasurement } from '../../checks/firewall-ports/target.ts';
import type { LabRequest } from './firewall-ports-inside.ts';
import { inNamespace } from './namespace.ts';

const INSIDE = new URL('firewall-ports-inside.ts', import.meta.url);

type Lab = { readonly tookMs: number; readonly results: readonly Result[] };

async function run(t: Test, request: Partial<LabRequest>): Promise<Lab> {
  const nothing = { ip: [], firewall: [], listeners: [], extra: [], timeoutMs: 4000 };
  // Trust boundary: the program beside this file wrote it.
  return (await inNamespace(t, INSIDE, { ...nothing, ...request })) as Lab;
}

type Fault = {
  readonly host: string;
  readonly port?: number;
  readonly protocol?: 'udp';
  /** Set up by these words of ip(8). */
  readonly ip?: readonly string[];
  /** Set up by this rule of nft(8). */
  readonly rule?: string;
  readonly listens?: true;
  readonly outcome: string;
  readonly verdict: string;
};

const DROPPED = '10.20.1.11';
const onLoopback = (host: string): readonly string[] => [`address add ${host}/32 dev lo`];

const FAULTS: Readonly<Record<string, Fault>> = {
  'a port that is open': {
    host: '10.20.1.10',
    ip: onLoopback('10.20.1.10'),
    listens: true,
    outcome: 'connected',
    verdict: 'pass',
  },
  'nothing listens': {
    host: '10.20.1.10',
    port: 444,
    outcome: 'refused, refused; control refused',
    verdict: 'fail refused',
  },
  'nft drop': {
    host: DROPPED,
    ip: onLoopback(DROPPED),
    rule: `ip daddr ${DROPPED} drop`,
    listens: true,
    outcome: 'timeout, timeout',
    verdict: 'fail filtered',
  },
  'nft reject with tcp reset': {
    host: '10.20.1.12',
    ip: onLoopback('10.20.1.12'),
    rule: 'ip daddr 10.20.1.12 tcp dport 443 reject with tcp reset',
    listens: true,
    outcome: 'refused, refused; control refused',
    verdict: 'fail refused',
  },
  'nft reject with port-unreachable, the rest dropped': {
    host: '10.20.1.13',
    ip: onLoopback('10.20.1.13'),
    rule: 'ip daddr 10.20.1.13 tcp dport 443 reject with icmp type port-unreachable\nip daddr 10.20.1.13 tcp dport 1 drop',
    listens: true,
    outcome: 'refused, refused; control timeout',
    verdict: 'fail refused',
  },
  'nft reject with admin-prohibited': {
    host: '10.20.1.14',
    ip: onLoopback('10.20.1.14'),
    rule: 'ip daddr 10.20.1.14 meta l4proto { tcp, udp } reject with icmp type admin-prohibited',
    listens: true,
    outcome: 'host-unreachable',
    verdict: 'fail hostUnreachable',
  },
  'a prohibit route': {
    host: '10.20.1.15',
    ip: ['route add prohibit 10.20.1.15'],
    outcome: 'prohibited',
    verdict: 'fail prohibited',
  },
  'an unreachable route': {
    host: '10.20.1.16',
    ip: ['route add unreachable 10.20.1.16'],
    outcome: 'host-unreachable',
    verdict: 'fail hostUnreachable',
  },
  'a blackhole route': {
    host: '10.20.1.17',
    ip: ['route add blackhole 10.20.1.17'],
    outcome: 'nothing',
    verdict: 'error environment',
  },
  'no route at all': {
    host: '10.99.0.1',
    outcome: 'net-unreachable',
    verdict: 'fail netUnreachable',
  },
  'a host that is not on its network': {
    host: '10.20.2.99',
    ip: [
      'link add near type veth peer name far',
      'link set near up',
      'link set far up',
      'address add 10.20.2.1/24 dev near',
    ],
    outcome: 'host-unreachable',
    verdict: 'fail hostAbsent',
  },
  'a UDP port that nobody serves': {
    host: '10.20.1.10',
    protocol: 'udp',
    outcome: 'port-unreachable',
    verdict: 'fail udpClosed',
  },
  'UDP and nft drop': {
    host: DROPPED,
    protocol: 'udp',
    outcome: 'silence',
    verdict: 'inconclusive openOrFiltered',
  },
  'UDP and nft reject with admin-prohibited': {
    host: '10.20.1.14',
    protocol: 'udp',
    outcome: 'host-unreachable',
    verdict: 'fail hostUnreachable',
  },
  'UDP and a DNS server that is filtered': {
    host: DROPPED,
    protocol: 'udp',
    port: 53,
    outcome: 'silence',
    verdict: 'fail unanswered',
  },
  'UDP and a prohibit route': {
    host: '10.20.1.15',
    protocol: 'udp',
    outcome: 'prohibited',
    verdict: 'fail prohibited',
  },
};

test('every way to block a port has its own outcome and its own words', async (t) => {
  const faults = Object.entries(FAULTS).map(([name, fault]) => ({
    name,
    port: 443,
    protocol: 'tcp' as const,
    ...fault,
  }));
  const { results } = await run(t, {
    ip: faults.flatMap((fault) => fault.ip ?? []),
    firewall: faults.flatMap(({ rule }) => rule ?? []),
    listeners: faults.filter(({ listens }) => listens),
    extra: faults.map(({ name, host, port, protocol }) => ({ name, host, port, protocol })),
  });
  const found = faults.map(({ name }, index) => [name, ...seen(results[index])]);
  t.strictSame(
    found,
    faults.map(({ name, outcome, verdict }) => [name, outcome, verdict]),
  );
});

test('a host that is not there is told from a filter with the default patience', async (t) => {
  const { results } = await run(t, {
    ip: FAULTS['a host that is not on its network']?.ip ?? [],
    extra: [{ name: 'absent', host: '10.20.2.99', port: 443, protocol: 'tcp' }],
    timeoutMs: 3500,
  });
  t.strictSame(results.map(seen), [['host-unreachable', 'fail hostAbsent']]);
});

test('of 12 ports that answer, each is judged right', async (t) => {
  const host = '10.20.1.10';
  const ports = Array.from({ length: 12 }, (_, index) => ({
    port: 8000 + index,
    kind: MIXED[index % MIXED.length] ?? 'open',
  }));
  const { results } = await run(t, {
    ip: onLoopback(host),
    firewall: ports
      .filter(({ kind }) => kind === 'prohibited')
      .map(({ port }) => `tcp dport ${port} reject with icmp type admin-prohibited`),
    listeners: ports.filter(({ kind }) => kind === 'open').map(({ port }) => ({ host, port })),
    extra: ports.map(({ port, kind }) => ({ name: kind, host, port, protocol: 'tcp' })),
  });
  t.strictSame(
    results.map((result) => seen(result)[1]),
    ports.map(({ kind }) => VERDICTS[kind]),
  );
});

const MIXED = ['open', 'closed', 'prohibited'] as const;
const VERDICTS = {
  open: 'pass',
  closed: 'fail refused',
  prohibited: 'fail hostUnreachable',
} as const;

/** Other work on the machine may slow a round; it cannot make one faster than it is. */
const ROUNDS = 3;
const SILENT_MS = 3000;

test('3000 silent ports take at most one and a half times as long as one', async (t) => {
  let bestMs = Infinity;
  for (let round = 0; round < ROUNDS && bestMs > 1.5 * SILENT_MS; round += 1) {
    const { tookMs, results } = await run(t, {
      ip: onLoopback(DROPPED),
      firewall: [`ip daddr ${DROPPED} drop`],
      extra: Array.from({ length: 3000 }, (_, index) => ({
        name: `service ${index}`,
        host: DROPPED,
        port: 10_000 + index,
        protocol: 'tcp',
      })),
      timeoutMs: SILENT_MS,
    });
    const verdicts = results.map((result) => seen(result)[1]);
    t.equal(verdicts.filter((verdict) => verdict === 'fail filtered').length, 3000);
    bestMs = Math.min(bestMs, tookMs);
  }
  t.ok(bestMs <= 1.5 * SILENT_MS, `${Math.round(bestMs)} ms`);
});

/** What came back, and what was said of it. */
function seen(result: Result | undefined): readonly [string, string] {
  if (result === undefined) return ['nothing', 'no result'];
  return [outcomesOf(result.measurement), verdictOf(result)];
}

function outcomesOf(json: Result['measurement']): string {
  // Trust boundary: the check under test wrote it.
  const measurement = json as PortMeasurement | undefined;
  if (measurement?.kind !== 'probed') return 'nothing';
  const outcomes = measurement.probes.map((probe) => {
    if (probe.protocol === 'udp') return probe.outcome.kind;
    const tries = probe.attempts.map(({ kind }) => kind).join(', ');
    return probe.control === null ? tries : `${tries}; control ${probe.control.kind}`;
  });
  return outcomes.join(' | ');
}

function verdictOf({ outcome }: Result): string {
  if (outcome.status === 'error') return `error ${outcome.fault.kind}`;
  if (outcome.status === 'skip') return `skip ${outcome.because.kind}`;
  const codes = outcome.findings.map(({ code }) => code.replace('firewall-ports/', ''));
  return [outcome.status, ...codes].join(' ');
}
