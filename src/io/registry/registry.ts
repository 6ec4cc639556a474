import type { PullFacts, PullQuestion, Registry } from '#core/registry.ts';
import { platformOf } from '#lib/registry/manifest.ts';
import { readSecret } from '../secret.ts';
import type { Server } from './exchange.ts';
import { findImage } from './image.ts';
import { type Account, logIn } from './login.ts';
import { look } from './look.ts';
import { containerdTrust, readAuthority, systemAuthorities } from './trust.ts';

export interface RegistryPlace {
  /** Where /etc is found. */
  readonly root?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly arch?: string;
}

/** Registries as this host sees them. Its root, environment and processor are handed in for tests. */
export function createRegistry({
  root = '/',
  environment = process.env,
  arch = process.arch,
}: RegistryPlace = {}): Registry {
  return {
    look: (question, signal) => look(root, question, signal),
    pull: async (question, signal): Promise<PullFacts> => {
      const account = await accountOf(question, environment);
      if (typeof account === 'string') {
        return { login: { kind: 'no-secret', why: account }, image: null };
      }
      const server = await verifiedServer(root, question);
      const { facts, headers } = await logIn(server, { ...question, account }, signal);
      const { image } = question;
      const isIn = facts.kind === 'in' || facts.kind === 'not-asked';
      if (image === null || !isIn) return { login: facts, image: null };
      const asked = { ...question, image, headers, platform: platformOf(arch) };
      return { login: facts, image: await findImage(server, asked, signal) };
    },
  };
}

/** A text says why there is no secret; it never holds it. */
async function accountOf(
  { account }: PullQuestion,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Account | string | null> {
  if (account === null) return null;
  const secret = await readSecret(account.secret, environment);
  if (!secret.ok) return secret.why;
  // Files of secrets end with a newline that is none of theirs.
  const password = secret.value.replace(/\r?\n$/, '');
  return { name: account.name, password };
}

/** Believes the authority that was named, or else whom containerd believes; never nobody. */
async function verifiedServer(root: string, question: PullQuestion): Promise<Server> {
  const { name, at, authority, containerdConfig: config } = question;
  const server = { name, port: at.port, address: at.address };
  if (authority !== null) {
    const file = await readAuthority(root, authority);
    return { ...server, ca: file.kind === 'text' ? [file.text] : [] };
  }
  if (config === null) return { ...server, ca: await systemAuthorities(root) };
  return { ...server, ca: (await containerdTrust(root, { name, port: at.port, config })).ca };
}
