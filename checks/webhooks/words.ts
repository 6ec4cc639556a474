import { awsLines, nftLine } from '#lib/firewall-lines.ts';
import type { Facts, TlsFindingFacts } from './facts.ts';
import type { Callers } from './target.ts';

export const EXAMPLE: TlsFindingFacts = {
  ...{ address: '10.85.3.7', port: 9443, network: '10.85.0.0/16', cluster: 'prod', cni: 'cilium' },
  ...{ sources: ['10.20.0.0/16'], names: ['webhook.cert-manager.io'] },
  ...{ failurePolicy: 'Fail', timeoutSeconds: 10, end: 'no answer to the SYN', afterMs: 3500 },
  lastHop: { address: '10.20.0.1', ttl: 1, silentTtl: 2 },
  ...{ serverName: 'cert-manager-webhook.cert-manager.svc', path: '/validate' },
  ...{ subject: 'CN=cert-manager-webhook', issuer: 'CN=cert-manager-webhook-ca' },
  ...{ authority: 'CN=cert-manager-webhook-ca', objection: '', days: 3 },
  certificateNames: ['DNS:cert-manager-webhook.cert-manager.svc'],
  ...{ notBefore: '2026-01-05T09:00:00.000Z', notAfter: '2027-01-05T09:00:00.000Z' },
};

const MOST_NAMES = 3;

export function listed(names: readonly string[], most = MOST_NAMES): string {
  const more = names.length - most;
  return [...names.slice(0, most), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

export function who({ names, address, port }: Pick<Facts, 'names' | 'address' | 'port'>): string {
  const place = `${address}:${port}`;
  const isNamed = names.some((name) => name !== place);
  return isNamed ? `${listed(names)} (${place})` : place;
}

/** What comes of it, as a sentence. */
export function consequence({ failurePolicy, timeoutSeconds }: Omit<Callers, 'names'>): string {
  const waits = timeoutSeconds === null ? 'fails' : `fails after ${timeoutSeconds} s at most`;
  return failurePolicy === 'Fail'
    ? `The API’s call ${waits}, and so does each request that it is made for.`
    : `The API’s call ${waits}, and it goes on without it (failurePolicy Ignore): each such request waits.`;
}

/** Which pod it is, and on which node. */
export function showPod({ address }: Pick<Facts, 'address'>): string {
  return `$ kubectl get pods -A -o wide --field-selector status.podIP=${address}`;
}

const SHOW_ROUTES: Readonly<Record<Facts['cni'], readonly string[]>> = {
  cilium: ['$ cilium bgp routes advertised ipv4 unicast'],
  calico: ['$ calicoctl node status'],
  none: [],
};

/** Every place between the VPC and the pod that has to know the way, and how to look at it. */
export function showRoutes({ network, address, cni }: Facts): readonly string[] {
  return [
    `$ aws ec2 describe-route-tables --filters Name=route.destination-cidr-block,Values=${network} --query 'RouteTables[].RouteTableId'`,
    `$ ip route get ${address}`,
    ...SHOW_ROUTES[cni],
  ];
}

/** The rules that let the API through, on premises and in AWS. */
export function openLines({ network, port, sources, cluster }: Facts): readonly string[] {
  const rule = {
    direction: 'to-on-prem',
    protocol: 'tcp',
    ports: [String(port)],
    sources,
    destinations: [network],
    purpose: 'webhooks in pods',
  } as const;
  return [nftLine(rule) ?? '', ...awsLines(rule, cluster)].map((line) => `$ ${line}`);
}

/** The certificate as it is served. */
export function showCertificate({ address, port, serverName }: TlsFindingFacts): string {
  return `$ openssl s_client -connect ${address}:${port} -servername ${serverName} -showcerts </dev/null`;
}

/** The authorities that are registered. */
export const SHOW_BUNDLES =
  '$ kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations -o jsonpath=\'{range .items[*].webhooks[*]}{.name}{" "}{.clientConfig.caBundle}{"\\n"}{end}\'';
