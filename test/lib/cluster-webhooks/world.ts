import { createAuthority } from '../../../src/demo/certificate.ts';

export const AUTHORITY = createAuthority('webhook-ca');

export type Item = Readonly<Record<string, unknown>>;

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

export function webhookItem(clientConfig: Item, rest: Item = {}): Item {
  return {
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'cert-manager-webhook' },
    webhooks: [{ name: 'webhook.cert-manager.io', clientConfig, ...rest }],
  };
}

export const CERT_MANAGER: Item = {
  service: { namespace: 'cert-manager', name: 'cert-manager-webhook', path: '/validate' },
  caBundle: base64(AUTHORITY.cert),
};

export const API_SERVICE: Item = {
  kind: 'APIService',
  metadata: { name: 'v1beta1.metrics.k8s.io' },
  spec: {
    ...{ group: 'metrics.k8s.io', version: 'v1beta1', insecureSkipTLSVerify: true },
    service: { namespace: 'kube-system', name: 'metrics-server', port: 443 },
  },
};

export function serviceItem(namespace: string, name: string, ports: readonly Item[]): Item {
  return { kind: 'Service', metadata: { namespace, name }, spec: { ports } };
}

export function sliceItem(
  [namespace, service]: readonly [string, string],
  ports: readonly Item[],
  endpoints: readonly Item[],
): Item {
  const labels = { 'kubernetes.io/service-name': service };
  const metadata = { namespace, name: `${service}-x`, labels };
  return { kind: 'EndpointSlice', addressType: 'IPv4', metadata, ports, endpoints };
}

const HOOK = ['cert-manager', 'cert-manager-webhook'] as const;
const METRICS = ['kube-system', 'metrics-server'] as const;

/** A cluster whose cert-manager runs on premises and whose metrics-server runs in the VPC. */
export const ITEMS: readonly Item[] = [
  webhookItem(CERT_MANAGER, { timeoutSeconds: 30 }),
  API_SERVICE,
  { kind: 'APIService', metadata: { name: 'v1.apps' }, spec: { group: 'apps', version: 'v1' } },
  { kind: 'Secret', metadata: { name: 'token' }, data: { password: 'MARKER' } },
  serviceItem(...HOOK, [
    { name: 'https', port: 443, targetPort: 'https' },
    { name: 'udp', port: 443, protocol: 'UDP' },
  ]),
  sliceItem(
    HOOK,
    [
      { name: 'https', port: 10250 },
      { name: 'metrics', port: 9402 },
    ],
    [
      { addresses: ['10.85.3.7'], conditions: { ready: true } },
      { addresses: ['10.85.4.7'], conditions: { ready: false } },
      { addresses: ['10.85.5.7'], conditions: {} },
      { addresses: ['10.20.1.7'] },
    ],
  ),
  serviceItem(...METRICS, [{ port: 443 }]),
  sliceItem(METRICS, [{ port: 10251 }], [{ addresses: ['10.20.1.8'] }]),
];

export function listOf(items: readonly Item[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 1);
}
