import type { Endpoint } from '#core/endpoint.ts';
import { type Cidr, parseAddress } from '#lib/cidr/parse.ts';
import { containsAddress } from '#lib/cidr/relation.ts';

/** Whom the peer may send to on a session's behalf. Everybody else is a third party. */
export interface Policy {
  /** The address that the session comes from. */
  readonly caller: string;
  /** What the peer was started with. */
  readonly allow: readonly Cidr[];
  readonly mayUsePort: (port: number) => boolean;
  /** Whether exports may be mounted here, written and read. */
  readonly mayMount: boolean;
  /** The peer's own name servers: for DNS, and nothing else. */
  readonly nameServers: readonly Endpoint[];
}

/** True when a session may have packets sent there. What is no address is nowhere. */
export function mayReach({ caller, allow }: Policy, address: string): boolean {
  if (address === caller) return true;
  const parsed = parseAddress(address);
  return parsed.ok && allow.some((cidr) => containsAddress(cidr, parsed.address));
}

/** True when a session may send to this port of this address. */
export function maySend(policy: Policy, { address, port }: Endpoint): boolean {
  return policy.mayUsePort(port) && mayReach(policy, address);
}

/** True when a session may ask this server for names. */
export function mayAsk(policy: Policy, server: Endpoint): boolean {
  const isOwn = policy.nameServers.some(
    ({ address, port }) => address === server.address && port === server.port,
  );
  return isOwn || maySend(policy, server);
}
