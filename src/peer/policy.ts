import { type Cidr, parseAddress } from '#lib/cidr/parse.ts';
import { containsAddress } from '#lib/cidr/relation.ts';

/** Whom the peer may send to on a session's behalf. Everybody else is a third party. */
export interface Policy {
  /** The address that the session comes from. */
  readonly caller: string;
  /** What the peer was started with. */
  readonly allow: readonly Cidr[];
  /** The peer's own name servers: for DNS, and nothing else. */
  readonly nameServers: readonly string[];
}

/** True when a session may have packets sent there. What is no address is nowhere. */
export function mayReach({ caller, allow }: Policy, address: string): boolean {
  if (address === caller) return true;
  const parsed = parseAddress(address);
  return parsed.ok && allow.some((cidr) => containsAddress(cidr, parsed.address));
}

/** True when a session may ask this server for names. */
export function mayAsk(policy: Policy, server: string): boolean {
  return policy.nameServers.includes(server) || mayReach(policy, server);
}
