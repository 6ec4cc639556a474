import type {
  Challenge,
  ContainerdTrust,
  HttpOutcome,
  RegistryFacts,
  RegistryQuestion,
  Verification,
} from '#core/registry.ts';
import { readChallenge } from '#lib/registry/challenge.ts';
import { readHealth } from '#lib/registry/health.ts';
import { get, type Server } from './exchange.ts';
import { type Handshake, shakeHands } from './handshake.ts';
import { containerdTrust, readAuthority } from './trust.ts';

/** An answer of either is some hundred bytes. */
const MOST_BYTES = 64 * 1024;

/** What a registry shows to strangers. Nothing of it is secret, and so it may be asked whoever answers. */
export async function look(
  root: string,
  question: RegistryQuestion,
  signal: AbortSignal,
): Promise<RegistryFacts> {
  const { at, name, timeoutMs, authority } = question;
  const shake = (ca: readonly string[]): Promise<Handshake> =>
    shakeHands(at, { name, ca, timeoutMs }, signal);
  const file = authority === null ? null : await readAuthority(root, authority);
  const first = await shake(file?.kind === 'text' ? [file.text] : []);
  if (first.kind !== 'secured') return first;
  const server: Server = { name, port: at.port, address: at.address, ca: null };
  const [containerd, api, health] = await Promise.all([
    askContainerd(root, question, shake),
    askApi(server, timeoutMs, signal),
    askHealth(server, timeoutMs, signal),
  ]);
  const { protocol, handshakeMs, certificate } = first;
  const given = file === null ? null : verifiedBy(file.kind === 'text' ? first : whyNot(file));
  return { kind: 'secured', protocol, handshakeMs, certificate, given, containerd, api, health };
}

function whyNot(file: { readonly kind: string; readonly why?: string }): string {
  return file.why ?? 'it is not there';
}

/** A text says why there was nobody to ask. */
function verifiedBy(shaken: Handshake | string): Verification {
  if (typeof shaken === 'string') return { kind: 'no-authority', why: shaken };
  if (shaken.kind !== 'secured')
    return { kind: 'no-authority', why: 'the second connection failed' };
  const { objection } = shaken;
  return objection === null ? { kind: 'trusted' } : { kind: 'refused', code: objection };
}

async function askContainerd(
  root: string,
  { name, at, containerdConfig: config }: RegistryQuestion,
  shake: (ca: readonly string[]) => Promise<Handshake>,
): Promise<ContainerdTrust | null> {
  if (config === null) return null;
  const { state, ca } = await containerdTrust(root, { name, port: at.port, config });
  const hasNobody = ca.length === 0;
  const shaken = hasNobody ? 'the system has no file of authorities' : await shake(ca);
  return { state, verification: verifiedBy(shaken) };
}

async function askApi(
  server: Server,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<HttpOutcome & { readonly challenge: Challenge | null }> {
  const asked = { path: '/v2/', timeoutMs, mostBytes: MOST_BYTES, keepsBody: false };
  const answer = await get(server, asked, signal);
  if (answer.kind === 'failed') return { ...answer, challenge: null };
  const { status, headers } = answer;
  return { kind: 'answer', status, challenge: readChallenge(headers['www-authenticate']) };
}

async function askHealth(server: Server, timeoutMs: number, signal: AbortSignal) {
  const path = '/api/v2.0/health';
  const asked = { path, timeoutMs, mostBytes: MOST_BYTES, keepsBody: true };
  const answer = await get(server, asked, signal);
  return answer.kind === 'answer' && answer.status === 200 ? readHealth(answer.body) : null;
}
