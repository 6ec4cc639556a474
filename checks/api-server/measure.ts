import type { HttpsExchange } from '#core/https.ts';
import type { Io } from '#core/io.ts';
import { resolveName } from '#lib/dns/resolve-name.ts';
import type { ApiAnswer, ApiMeasurement, ApiTarget } from './target.ts';

type World = Pick<Io, 'https' | 'dns' | 'host'>;

/** Asks every address of one interface who it is, and how it fares. */
export async function measure(
  target: ApiTarget,
  io: World,
  signal: AbortSignal,
): Promise<ApiMeasurement> {
  const resolved = await resolveName(target.host, io, signal);
  if (resolved.kind === 'failed') return { kind: 'unresolved', why: resolved.why };
  const answers = resolved.addresses.map((address) => askBoth({ address, target }, io, signal));
  return { kind: 'asked', answers: await Promise.all(answers) };
}

interface One {
  readonly address: string;
  readonly target: ApiTarget;
}

async function askBoth(one: One, io: World, signal: AbortSignal): Promise<ApiAnswer> {
  const { address, target } = one;
  const version = await ask('/version', one, io, signal);
  const isOver = target.idleMs > 0 || version.end.kind !== 'answered';
  return { address, version, health: isOver ? null : await ask('/livez', one, io, signal) };
}

function ask(
  path: string,
  { address, target }: One,
  { https }: World,
  signal: AbortSignal,
): Promise<HttpsExchange> {
  const { name, port, authority, idleMs, timeoutMs } = target;
  return https.exchange(
    {
      to: { kind: 'address', address },
      ...{ name, port, path, idleMs },
      trust: authority === null ? { kind: 'host' } : { kind: 'given', authority },
    },
    { timeoutMs },
    signal,
  );
}
