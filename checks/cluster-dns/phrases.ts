import type { DnsOutcome } from '#core/io.ts';
import type { ClusterDnsTarget } from './target.ts';

/** What every finding of this check speaks of. */
export type Facts = Pick<ClusterDnsTarget, 'inferredFrom' | 'sources' | 'vpc'> & {
  readonly address: string;
  readonly port: number;
};

export const EXAMPLE: Facts = {
  ...{ address: '172.20.0.10', port: 53, inferredFrom: '172.20.0.0/16' },
  sources: ['10.80.0.0/16', '10.85.0.0/16'],
  vpc: ['10.20.0.0/16'],
};

/** The address, and what it rests on where it was not named. */
export function nameOf({ address, port, inferredFrom }: Facts): string {
  const place = port === 53 ? address : `${address}:${port}`;
  return inferredFrom === null
    ? `The cluster DNS (${place})`
    : `The cluster DNS (${place}, inferred: the tenth address of ${inferredFrom})`;
}

export function describe(outcome: DnsOutcome): string {
  const ms = `${Math.round(outcome.afterMs)} ms`;
  switch (outcome.kind) {
    case 'answer':
      return `${outcome.answer.rcode} after ${ms}`;
    case 'malformed':
      return `no proper DNS after ${ms} (${outcome.why})`;
    case 'refused':
      return `refused after ${ms}`;
    case 'reset':
      return `reset after ${ms}`;
    case 'unreachable':
      return `unreachable after ${ms}`;
    case 'silence':
      return `silence for ${ms}`;
  }
}

export const SHOW_SERVICE =
  '$ kubectl -n kube-system get service,endpointslices -l k8s-app=kube-dns -o wide';

/** What has to be open where CoreDNS runs in the VPC. */
export function openPath({ sources, vpc }: Facts): string {
  return `tcp and udp 53 from ${listed(sources, 'the remote nodes and pods')} to ${listed(vpc, 'the VPC')}, and the answers back`;
}

function listed(networks: readonly string[], instead: string): string {
  return networks.length === 0 ? instead : networks.join(', ');
}

/** Compared before anything is changed: a guess may be wrong. */
export function checkAddress({ inferredFrom }: Facts): string {
  return inferredFrom === null
    ? ''
    : 'See first that the address is the Service’s; checks.cluster-dns.address takes another. ';
}
