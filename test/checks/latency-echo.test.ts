import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import { createHistogram } from '#lib/statistics/histogram.ts';
import { jitter } from '../../checks/jitter/check.ts';
import { latency } from '../../checks/latency/check.ts';
import { packetLoss } from '../../checks/packet-loss/check.ts';
import { siteWith } from '../fakes/site.ts';
import { LINK, LINK_CONFIG, type Path, streamOver, verdictOn } from './link-world.ts';

const ECHO = { ...LINK, to: { kind: 'echo', address: '10.20.1.10', witnessPort: 443 } };

const echoOver = (path: Path) => ({
  ...streamOver(path),
  packet: { probe: 'icmp', packetBytes: 84, dscp: 0, isAuthenticated: false },
});

/** So many handshakes of so long, and some that never came to their end. */
function handshakes(rttMs: number, lost = 0) {
  const times = createHistogram();
  for (let index = 0; index < 64 - lost; index += 1) times.add(rttMs);
  return { port: 443, rttMs: times.histogram(), tried: 64, lost };
}

const peerEchoes = [
  { what: 'as fast as test packets', echo: { rttMs: 1 }, stream: { rttMs: 1 }, says: 'pass' },
  { what: 'faster', echo: { rttMs: 1 }, stream: { rttMs: 9 }, says: 'pass' },
  { what: 'slower', echo: { rttMs: 9 }, stream: { rttMs: 1 }, says: 'pass echoesDiffer' },
  {
    what: 'lost, where test packets are not',
    echo: { sent: 200, lostForward: 40 },
    stream: {},
    says: 'pass echoesDiffer',
  },
  {
    what: 'lost as test packets are',
    echo: { sent: 200, lostForward: 2 },
    stream: { lostForward: 360 },
    says: 'pass',
  },
  {
    what: 'not answered',
    echo: { sent: 200, lostForward: 200 },
    stream: {},
    says: 'pass echoesSilent',
  },
  {
    what: 'not answered, as nothing is',
    echo: { sent: 200, lostForward: 200 },
    stream: { sent: 500, lostForward: 500 },
    says: 'pass',
  },
] as const;

for (const { what, echo, stream, says } of peerEchoes) {
  test(`echo requests to the peer are ${what}`, (t) => {
    const target = { kind: 'peer-echo', echo: ECHO, peer: LINK };
    const measurement = {
      kind: 'peer-echo',
      echo: { outcome: echoOver(echo), witness: null },
      peer: { outcome: streamOver(stream), witness: null },
    };
    t.equal(verdictOn(latency, target, measurement), says);
    t.end();
  });
}

test('slow echo requests fail a link, unless handshakes with the same address are fast', (t) => {
  const target = { kind: 'stream', link: ECHO };
  const verdict = (witness: ReturnType<typeof handshakes> | null) => {
    const outcome = echoOver({ rttMs: 20 });
    return verdictOn(latency, target, { kind: 'stream', outcome, witness });
  };
  t.equal(verdict(null), 'fail tooHigh');
  t.equal(verdict(handshakes(20)), 'fail tooHigh');
  t.equal(verdict(handshakes(1)), 'inconclusive echoesOnly');
  t.end();
});

test('lost echo requests fail a link, unless handshakes with the same address are not lost', (t) => {
  const target = { way: 'round-trip', link: ECHO };
  const verdict = (witness: ReturnType<typeof handshakes> | null) => {
    const outcome = echoOver({ sent: 1000, lostForward: 300 });
    return verdictOn(packetLoss, target, { outcome, witness });
  };
  t.equal(verdict(null), 'fail tooHigh');
  t.equal(verdict(handshakes(1, 20)), 'fail tooHigh');
  t.equal(verdict(handshakes(1)), 'inconclusive echoesOnly');
  t.end();
});

const site = siteWith({
  targets: {
    ...siteWith().targets,
    kubernetesApi: [{ host: '10.20.1.10' }],
    ping: ['10.20.1.10', '10.20.1.1'],
    reflectors: [{ host: '10.20.3.1' }],
  },
  options: { latency: LINK_CONFIG, jitter: LINK_CONFIG, 'packet-loss': LINK_CONFIG },
});

test('without a peer each reflector and each address that is pinged has its cases', (t) => {
  const ids = planCases([latency, jitter, packetLoss], site).map(({ id }) => id);
  t.strictSame(
    ids.filter((id) => !id.includes('@peer') && !id.includes('tcp/')),
    [
      'latency:round-trip@10.20.3.1:862',
      'latency:icmp@10.20.1.10',
      'latency:icmp@10.20.1.1',
      'jitter:to-aws@10.20.3.1:862',
      'jitter:to-on-prem@10.20.3.1:862',
      'jitter:icmp@10.20.1.10',
      'jitter:icmp@10.20.1.1',
      'packet-loss:round-trip@10.20.3.1:862',
      'packet-loss:icmp@10.20.1.10',
      'packet-loss:icmp@10.20.1.1',
    ],
  );
  t.end();
});

test('an API interface is its own witness, all links share the error, and echo requests end in time', (t) => {
  const cases = planCases([packetLoss], site);
  const linkOf = (key: string) => {
    const one = cases.find((planned) => planned.case.key === key)?.case;
    return one !== undefined && 'target' in one ? (one.target as { link: typeof ECHO }).link : null;
  };
  t.match(linkOf('icmp@10.20.1.10'), { to: { witnessPort: 443 }, links: 3, topRatePps: 200 });
  t.match(linkOf('icmp@10.20.1.1'), { to: { witnessPort: null } });
  const most = linkOf('icmp@10.20.1.1')?.mostPackets ?? 0;
  t.ok(most > 3000 && most < 6000, `${most} echo requests show that loss is not beyond 0.1 %`);
  t.equal(linkOf('round-trip@10.20.3.1:862')?.mostPackets, 100_000);
  t.end();
});
