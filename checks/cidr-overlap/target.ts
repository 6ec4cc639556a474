import type { InterfaceAddress, Route } from '#core/io.ts';

/** The lists that a block of addresses can stand in. */
export type NetworkName = 'vpc' | 'remoteNodes' | 'remotePods' | 'services';

/** One block of the config, as it was written. */
export type Block = { readonly network: NetworkName; readonly cidr: string };

export type CidrTarget =
  | { readonly kind: 'networks'; readonly blocks: readonly Block[] }
  | { readonly kind: 'eks-rules'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'host-routes';
      readonly blocks: readonly Block[];
      readonly nodeAddress: string | null;
      readonly ignoreInterfaces: readonly string[];
    }
  | {
      readonly kind: 'node-address';
      readonly remoteNodes: readonly string[];
      readonly nodeAddress: string | null;
    }
  | {
      readonly kind: 'pod-capacity';
      readonly remotePods: readonly string[];
      readonly nodes: number;
      readonly maxPods: number;
      readonly podMaskSize: number;
    };

/** What the host says of itself; null where the case asks nothing of it. */
export type CidrMeasurement = {
  readonly addresses: readonly InterfaceAddress[];
  readonly routes: readonly Route[];
} | null;

export type CidrOptions = { readonly ignoreInterfaces: readonly string[] };

/** What people call the lists. */
export const NETWORK_TITLES: Readonly<Record<NetworkName, string>> = {
  vpc: 'VPC',
  remoteNodes: 'remote node network',
  remotePods: 'remote pod network',
  services: 'service network',
};
