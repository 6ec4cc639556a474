import type { Bounds } from '#core/site.ts';
import { readBounds } from './baseline.ts';
import type { Objection } from './objection.ts';
import type { RawConfig } from './raw-config.ts';
import { limitsOf } from './site.ts';

/** What a schema cannot say: how the values of a valid config must stand to each other. */
export function senseObjections(raw: RawConfig): readonly Objection[] {
  return [...boundsObjections(raw), ...deadlineObjections(raw), ...peerObjections(raw)];
}

function boundsObjections({ baseline }: RawConfig): readonly Objection[] {
  if (typeof baseline === 'string') return [];
  const { latencyMs, jitterMs, lossRatio, dnsAnswerMs, bandwidthBps } = readBounds(baseline);
  const lessIsBetter = {
    latency: latencyMs,
    jitter: jitterMs,
    loss: lossRatio,
    dnsAnswer: dnsAnswerMs,
  };
  const crossed = Object.entries(lessIsBetter).filter(([, bounds]) => isAbove(bounds));
  return [
    ...crossed.map(([name]) => crossedBounds(name, 'pass must not lie above fail')),
    ...(isBelow(bandwidthBps) ? [crossedBounds('bandwidth', 'pass must not lie below fail')] : []),
  ];
}

function isAbove(bounds: Bounds | undefined): boolean {
  return bounds !== undefined && bounds.pass > bounds.fail;
}

function isBelow(bounds: Bounds | undefined): boolean {
  return bounds !== undefined && bounds.pass < bounds.fail;
}

function crossedBounds(name: string, what: string): Objection {
  const words = () => ({ what, expected: 'swap the two: between them lies the warning' });
  return { path: ['baseline', name], part: 'value', words };
}

const LONGEST_DEADLINE_MS = 86_400_000; // a day: no preflight takes longer, and timers end at 24.8 days

function deadlineObjections(raw: RawConfig): readonly Objection[] {
  const { caseDeadlineMs, runDeadlineMs } = limitsOf(raw);
  const deadlines = { caseDeadline: caseDeadlineMs, runDeadline: runDeadlineMs };
  return Object.entries(deadlines)
    .filter(([, ms]) => ms < 1 || ms > LONGEST_DEADLINE_MS)
    .map(([name]) => ({
      path: ['limits', name],
      part: 'value',
      words: () => ({ what: 'lies outside 1ms to 24h', expected: 'write a time such as 60s' }),
    }));
}

/** One of the two sides calls, and the other waits. */
function peerObjections({ peer }: RawConfig): readonly Objection[] {
  if (peer === undefined || (peer.host === undefined) !== (peer.listen === undefined)) return [];
  const what =
    peer.host === undefined ? 'says neither host nor listen' : 'has both host and listen';
  const words = () => ({
    what,
    expected: 'name the host to call, or with "listen" the address to wait for its call at',
  });
  return [{ path: ['peer'], part: 'value', words }];
}
