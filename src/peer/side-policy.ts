import type { Endpoint } from '#core/endpoint.ts';
import type { Json } from '#core/json.ts';
import { maySend, type Policy } from './policy.ts';

/** What one side lets the other have done. Each gives the objection; undefined where there is none. */
export interface SidePolicy {
  listen(within: number, at: Endpoint): string | undefined;
  connect(within: number, to: Endpoint): string | undefined;
  borrow(within: number, network: string): string | undefined;
  reflect(): string | undefined;
  iperf3(ports: { readonly from: number; readonly to: number }): string | undefined;
}

/** The peer listens where its ports may be used, connects where packets may go, and lends no address. */
export function peerSidePolicy(policy: Policy): SidePolicy {
  return {
    listen: (_within, { port }) =>
      policy.mayUsePort(port) ? undefined : `the peer was not started with port ${port} in --ports`,
    connect: (_within, { address, port }) =>
      maySend(policy, { address, port })
        ? undefined
        : `the peer may not send to ${address}:${port}`,
    borrow: () => 'a peer takes no other address',
    reflect: () => undefined,
    iperf3: ({ from, to }) =>
      portsBetween(from, to).every(policy.mayUsePort)
        ? undefined
        : `the peer was not started with ports ${from} to ${to} in --ports`,
  };
}

function portsBetween(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => from + index);
}

/** The host does for the peer only what a case that it asked for names: its ports, addresses and networks. */
export function hostSidePolicy(targetOf: (within: number) => Json | undefined): SidePolicy {
  const objection = (within: number, wanted: string | number): string | undefined => {
    const target = targetOf(within);
    if (target === undefined) return `no case ${within} is measured`;
    return names(target, wanted) ? undefined : `the case does not name ${wanted}`;
  };
  return {
    listen: (within, { port }) => objection(within, port),
    connect: (within, { address, port }) => objection(within, address) ?? objection(within, port),
    borrow: (within, network) => objection(within, network),
    reflect: () => 'a host reflects for nobody',
    iperf3: () => 'a host serves iperf3 to nobody',
  };
}

function names(target: Json, wanted: string | number): boolean {
  if (target === wanted) return true;
  if (typeof target !== 'object' || target === null) return false;
  return Object.values(target).some((part) => part !== undefined && names(part, wanted));
}
