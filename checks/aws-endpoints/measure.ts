import type { HttpsExchange, HttpsRequest } from '#core/https.ts';
import type { Io } from '#core/io.ts';
import { resolveName } from '#lib/dns/resolve-name.ts';
import type { DirectAnswer, EndpointMeasurement, EndpointTarget, Names } from './target.ts';

type World = Pick<Io, 'https' | 'dns' | 'host'>;

/** A name of AWS has a handful of addresses; a hostile answer may have hundreds. */
const MOST_ADDRESSES = 16;

/** Asks every address straight, and once more through the proxy that programs of this host would take. */
export async function measure(
  target: EndpointTarget,
  io: World,
  signal: AbortSignal,
): Promise<EndpointMeasurement> {
  const route = await io.https.route(target.host, target.port);
  const [{ names, direct }, proxied] = await Promise.all([
    askDirectly(target, io, signal),
    route.kind === 'proxy' ? ask(target, { kind: 'proxy' }, io, signal) : null,
  ]);
  return { names, direct, route, proxied };
}

async function askDirectly(
  target: EndpointTarget,
  io: World,
  signal: AbortSignal,
): Promise<{ readonly names: Names; readonly direct: readonly DirectAnswer[] }> {
  const names = await resolveName(target.host, io, signal);
  if (names.kind === 'failed') return { names, direct: [] };
  const addresses = [...new Set(names.addresses)].slice(0, MOST_ADDRESSES);
  const direct = await Promise.all(
    addresses.map(async (address) => ({
      address,
      exchange: await ask(target, { kind: 'address', address }, io, signal),
    })),
  );
  return { names, direct };
}

function ask(
  { host, port, path, authority, timeoutMs }: EndpointTarget,
  to: HttpsRequest['to'],
  { https }: World,
  signal: AbortSignal,
): Promise<HttpsExchange> {
  const trust =
    authority === null ? ({ kind: 'host' } as const) : ({ kind: 'given', authority } as const);
  const request = { to, name: host, port, path, trust, idleMs: 0 };
  return https.exchange(request, { timeoutMs }, signal);
}
