import type { Io } from '#core/io.ts';
import type { PullQuestion, RegistryQuestion } from '#core/registry.ts';
import { resolveName } from '#lib/dns/resolve-name.ts';
import { splitImage } from '#lib/registry/image-name.ts';
import type { RegistryMeasurement, RegistryTarget, Secured } from './target.ts';

type World = Pick<Io, 'registry' | 'dns' | 'host'>;

/** Looks as a stranger first; logs in only over TLS that holds, to an API that answers. */
export async function measure(
  target: RegistryTarget,
  io: World,
  signal: AbortSignal,
): Promise<RegistryMeasurement> {
  const { host, port, authority, containerdConfig, timeoutMs } = target;
  const resolved = await resolveName(host, io, signal);
  if (resolved.kind === 'failed') return { kind: 'unresolved', why: resolved.why };
  const [address = host] = resolved.addresses;
  const at = { address, port };
  const question: RegistryQuestion = { at, name: host, authority, containerdConfig, timeoutMs };
  const facts = await io.registry.look(question, signal);
  const mayLogIn = facts.kind === 'secured' && isVerified(facts) && answers(facts);
  const pull = mayLogIn ? await pullFrom(target, question, io, signal) : null;
  return { kind: 'looked', address, facts, pull };
}

function isVerified({ given, containerd }: Secured): boolean {
  return (given ?? containerd?.verification)?.kind === 'trusted';
}

function answers({ api }: Secured): boolean {
  return api.kind === 'answer' && (api.status === 200 || api.status === 401);
}

async function pullFrom(
  { account, image, mostBytes, mostMs }: RegistryTarget,
  question: RegistryQuestion,
  { registry }: World,
  signal: AbortSignal,
) {
  if (account === null && image === null) return null;
  const asked: PullQuestion = {
    ...question,
    ...{ account, mostBytes, mostMs },
    image: image === null ? null : splitImage(image),
  };
  return registry.pull(asked, signal);
}
