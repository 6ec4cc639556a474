import { CannotMeasure } from '#core/check.ts';
import type { ProbeFlow, ProbeOutcome } from '#core/path-mtu.ts';
import type { PingEvent } from '#lib/ping/parse.ts';
import { notStarted } from '../icmp/ping-once.ts';
import { runPing } from '../icmp/ping-package.ts';
import { routeMtu } from './route.ts';

/** Opens a flow of echo requests that may not be fragmented: a ping of its own for each, side by side. */
export async function openEchoFlow(address: string, signal: AbortSignal): Promise<ProbeFlow> {
  const { interfaceMtuBytes } = await routeMtu(address, signal);
  return {
    interfaceMtuBytes,
    round: async (sizesBytes, own) => {
      own.throwIfAborted();
      return Promise.all(sizesBytes.map((sizeBytes) => probe(address, sizeBytes, own)));
    },
    close: () => undefined,
  };
}

async function probe(
  address: string,
  sizeBytes: number,
  signal: AbortSignal,
): Promise<ProbeOutcome> {
  const run = { address, count: 1, intervalMs: null, dscp: 0, wholeBytes: sizeBytes };
  const { events, dialect } = await runPing(run).catch(async (error: unknown) => {
    throw await notStarted(error, signal);
  });
  signal.throwIfAborted();
  // Busybox would split what is too large after the first refusal, and be answered.
  if (dialect !== 'iputils' && dialect !== 'unknown') throw cannotForbid();
  return outcomeOf(events, sizeBytes);
}

function outcomeOf(events: readonly PingEvent[], sizeBytes: number): ProbeOutcome {
  if (events.some(({ kind }) => kind === 'reply')) return { kind: 'arrived', sizeBytes };
  const refusal = events.find((event) => event.kind === 'frag-needed');
  if (refusal !== undefined) {
    const from = refusal.from === 'local' ? 'local' : 'path';
    return { kind: 'too-big', sizeBytes, from, mtuBytes: refusal.mtuBytes };
  }
  const failure = events.find((event) => event.kind === 'failure');
  if (failure?.cause === 'bad-option') throw cannotForbid();
  return { kind: 'silent', sizeBytes };
}

function cannotForbid(): CannotMeasure {
  return new CannotMeasure(
    'The ping of this host cannot forbid that its packets are fragmented: it proves nothing of an MTU.',
    'apt-get install iputils-ping, or dnf install iputils; or start hybrid-preflight peer beyond the link.',
  );
}
