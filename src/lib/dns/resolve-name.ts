import { isIP } from 'node:net';
import type { DnsAnswer, DnsOutcome, Io } from '#core/io.ts';
import { askWhole } from './ask-whole.ts';

export type ResolvedName =
  | { readonly kind: 'resolved'; readonly addresses: readonly string[]; readonly afterMs: number }
  | { readonly kind: 'failed'; readonly why: string; readonly afterMs: number };

/** RES_TIMEOUT of resolv.conf(5): how long programs on this host wait for one name server. */
const TIMEOUT_MS = 5000;

/**
 * Resolves the IPv4 addresses of a name as the programs of this host would: its name servers in order,
 * the next one when a server is silent, broken or unwilling, TCP when an answer was cut. /etc/hosts is
 * not read: the node that joins will not have this host's. An address resolves to itself.
 */
export async function resolveName(
  name: string,
  { dns, host }: Pick<Io, 'dns' | 'host'>,
  signal: AbortSignal,
): Promise<ResolvedName> {
  if (isIP(name) !== 0) return { kind: 'resolved', addresses: [name], afterMs: 0 };
  const refusals: string[] = [];
  let afterMs = 0;
  for (const server of await host.nameServers(signal)) {
    const outcome = await askWhole(dns, { server, name, timeoutMs: TIMEOUT_MS }, signal);
    afterMs += outcome.afterMs;
    const conclusion = conclude(name, outcome);
    if (conclusion.kind === 'resolved') return { ...conclusion, afterMs };
    const why = `${server.address}: ${conclusion.why}`;
    if (conclusion.kind === 'failed') return { kind: 'failed', why, afterMs };
    refusals.push(why);
  }
  const why = refusals.length === 0 ? 'this host names no name server' : refusals.join('; ');
  return { kind: 'failed', why, afterMs };
}

type Conclusion =
  | { readonly kind: 'resolved'; readonly addresses: readonly string[] }
  | { readonly kind: 'failed' | 'ask-next'; readonly why: string };

function conclude(name: string, outcome: DnsOutcome): Conclusion {
  switch (outcome.kind) {
    case 'answer':
      return concludeFromAnswer(name, outcome.answer);
    case 'malformed':
      return { kind: 'ask-next', why: `the answer for ${name} is malformed (${outcome.why})` };
    case 'silence':
      return {
        kind: 'ask-next',
        why: `no answer for ${name} within ${Math.round(outcome.afterMs)} ms`,
      };
    case 'refused':
      return { kind: 'ask-next', why: 'port 53 is refused' };
    case 'reset':
      return { kind: 'ask-next', why: 'the connection was reset' };
    case 'unreachable':
      return { kind: 'ask-next', why: 'unreachable' };
  }
}

/** NXDOMAIN and "no such record" are answers; any other code is one server's trouble. */
function concludeFromAnswer(name: string, { rcode, addresses }: DnsAnswer): Conclusion {
  const v4 = addresses.filter((address) => isIP(address) === 4);
  if (v4.length > 0) return { kind: 'resolved', addresses: v4 };
  if (rcode === 'NXDOMAIN') return { kind: 'failed', why: `${name} does not exist (NXDOMAIN)` };
  if (rcode === 'NOERROR') return { kind: 'failed', why: `${name} has no IPv4 address` };
  return { kind: 'ask-next', why: `${rcode} for ${name}` };
}
