import type { Challenge, LoginFacts, PullQuestion } from '#core/registry.ts';
import { readChallenge } from '#lib/registry/challenge.ts';
import { fieldsOf, parse } from '#lib/registry/health.ts';
import { type Answer, get, type Server } from './exchange.ts';

/** A token is some KB long. */
const MOST_BYTES = 256 * 1024;

export interface Login {
  readonly facts: LoginFacts;
  /** What each further request has to carry: secret. */
  readonly headers: Readonly<Record<string, string>>;
}

export type Account = { readonly name: string; readonly password: string };

export type LoginQuestion = Pick<PullQuestion, 'image' | 'timeoutMs'> & {
  readonly account: Account | null;
};

/** Goes through the door that the registry shows: Basic, or a token from the service that it names. */
export async function logIn(
  server: Server,
  question: LoginQuestion,
  signal: AbortSignal,
): Promise<Login> {
  const { timeoutMs, account } = question;
  const knock = (headers: Login['headers']) =>
    get(
      server,
      { path: '/v2/', headers, timeoutMs, mostBytes: MOST_BYTES, keepsBody: false },
      signal,
    );
  const first = await knock({});
  if (first.kind === 'failed') return without(failed('registry', first.why));
  const challenge = first.status === 401 ? readChallenge(first.headers['www-authenticate']) : null;
  if (first.status !== 401) return without({ kind: 'not-asked' });
  const carried = await credentialsFor(challenge, server, question, signal);
  if (carried.facts !== undefined) return without(carried.facts);
  const second = await knock(carried.headers);
  if (second.kind === 'failed') return without(failed('registry', second.why));
  if (second.status === 401 || second.status === 403) {
    return without({ kind: 'refused', at: 'registry', status: second.status });
  }
  if (second.status !== 200) return without(failed('registry', `status ${second.status}`));
  return { facts: { kind: account === null ? 'not-asked' : 'in' }, headers: carried.headers };
}

function without(facts: LoginFacts): Login {
  return { facts, headers: {} };
}

function failed(at: 'registry' | 'token-service', why: string): LoginFacts {
  return { kind: 'failed', at, why };
}

/** What a request has to carry, or why there is nothing that it could. */
type Carried =
  | { readonly headers: Login['headers']; readonly facts?: undefined }
  | { readonly facts: LoginFacts };

function notFor(facts: LoginFacts): Carried {
  return { facts };
}

async function credentialsFor(
  challenge: Challenge | null,
  server: Server,
  question: LoginQuestion,
  signal: AbortSignal,
): Promise<Carried> {
  switch (challenge?.kind) {
    case 'bearer':
      return tokenOf(challenge, server, question, signal);
    case 'basic':
      return question.account === null
        ? notFor({ kind: 'refused', at: 'registry', status: 401 })
        : { headers: { authorization: basic(question.account) } };
    case 'other':
      return notFor(failed('registry', `it asks for ${challenge.scheme}`));
    case undefined:
      return notFor(failed('registry', 'it does not say how to log in'));
  }
}

function basic({ name, password }: Account): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

/** https://distribution.github.io/distribution/spec/auth/token/ */
async function tokenOf(
  { realm, service }: Extract<Challenge, { kind: 'bearer' }>,
  server: Server,
  { account, image, timeoutMs }: LoginQuestion,
  signal: AbortSignal,
): Promise<Carried> {
  const url = URL.canParse(realm) ? new URL(realm) : undefined;
  // Whoever named this service was verified; its own way has to be safe as well.
  if (url?.protocol !== 'https:')
    return notFor(failed('token-service', 'its address is no https URL'));
  if (service !== null) url.searchParams.set('service', service);
  if (image !== null) url.searchParams.set('scope', `repository:${image.repository}:pull`);
  const answer = await get(
    serverOf(url, server),
    {
      path: `${url.pathname}${url.search}`,
      headers: account === null ? {} : { authorization: basic(account) },
      ...{ timeoutMs, mostBytes: MOST_BYTES, keepsBody: true },
    },
    signal,
  );
  return carriedOf(answer);
}

function carriedOf(answer: Answer): Carried {
  if (answer.kind === 'failed') return notFor(failed('token-service', answer.why));
  const { status } = answer;
  if (status === 401 || status === 403) {
    return notFor({ kind: 'refused', at: 'token-service', status });
  }
  const { token, access_token: access } = fieldsOf(parse(answer.body));
  const given = token ?? access;
  const isSound = typeof given === 'string' && /^[\x21-\x7e]+$/.test(given);
  return isSound && status === 200
    ? { headers: { authorization: `Bearer ${given}` } }
    : notFor(failed('token-service', `status ${status}, and no token`));
}

/** The registry's own name is where the registry is; any other is the system's to resolve. */
export function serverOf({ hostname, port }: URL, { address, ...registry }: Server): Server {
  const name = hostname.replace(/^\[|\]$/g, '');
  const isOwn = name === registry.name && address !== undefined;
  const place = { name, port: port === '' ? 443 : Number(port), ca: registry.ca };
  return isOwn ? { ...place, address } : place;
}
