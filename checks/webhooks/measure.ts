import type { Io } from '#core/io.ts';
import type { WebhookTrust } from '#core/webhook.ts';
import type { HttpsTrust } from '#core/https.ts';
import { lastHopTowards } from '#lib/trace/last-hop.ts';
import type { Call, Handshake, PodEndpoint, WebhookMeasurement, WebhookTarget } from './target.ts';

type World = Pick<Io, 'tcp' | 'https' | 'trace'>;

/** Connects, from the VPC; or shakes hands and asks with a GET, from this host. Nothing is ever posted. */
export async function measure(
  target: WebhookTarget,
  io: World,
  signal: AbortSignal,
): Promise<WebhookMeasurement> {
  switch (target.kind) {
    case 'way':
      return way(target, io, signal);
    case 'tls':
      return {
        kind: 'tls',
        handshakes: await Promise.all(
          target.calls.map((call) => shakeHands({ pod: target, call }, io, signal)),
        ),
      };
    case 'nobody':
      return { kind: 'nobody' };
  }
}

async function way(
  { address, port, timeoutMs }: PodEndpoint,
  io: World,
  signal: AbortSignal,
): Promise<WebhookMeasurement> {
  const outcome = await io.tcp.connect({ address, port }, { timeoutMs }, signal);
  const isSilent = outcome.kind === 'timeout';
  const lastHop = isSilent ? await lastHopTowards({ address, port }, io, signal) : null;
  return { kind: 'way', outcome, lastHop };
}

interface One {
  readonly pod: PodEndpoint;
  readonly call: Call;
}

async function shakeHands(
  { pod: { address, port, timeoutMs }, call: { serverName, path, trust } }: One,
  { https }: World,
  signal: AbortSignal,
): Promise<Handshake> {
  const { end, connectMs, tlsMs, tls, http } = await https.exchange(
    {
      to: { kind: 'address', address },
      ...{ name: serverName ?? address, port, path, idleMs: 0 },
      trust: trustFor(trust),
    },
    { timeoutMs },
    signal,
  );
  return { end, connectMs, tlsMs, tls, status: http?.status ?? null };
}

/** This host's authorities stand for those of the API server, which are the public ones. */
function trustFor(trust: WebhookTrust): HttpsTrust {
  return trust.kind === 'given' ? trust : { kind: 'host' };
}
