import { test } from 'tap';
import type { SiteWebhook } from '#core/webhook.ts';
import { readResources } from '#lib/cluster-webhooks/read-resources.ts';
import { resolveWebhooks } from '#lib/cluster-webhooks/resolve.ts';
import {
  API_SERVICE,
  AUTHORITY,
  base64,
  CERT_MANAGER,
  type Item,
  ITEMS,
  serviceItem,
  sliceItem,
  webhookItem,
} from './world.ts';

const NETWORKS = ['10.85.0.0/16', '10.80.0.0/16'];

function read(items: readonly Item[]) {
  const { resources, faults, missing } = readResources({ kind: 'List', items });
  return { ...resolveWebhooks(resources, NETWORKS), faults, missing };
}

const placesOf = (webhooks: readonly SiteWebhook[]) => webhooks.map(({ at }) => at);

test('each ready pod on premises is found by the name of its port; those in the VPC are named', (t) => {
  const { webhooks, faults, missing } = read(ITEMS);
  t.strictSame([faults, missing], [[], []]);
  const own = {
    ...{ name: 'webhook.cert-manager.io', serverName: 'cert-manager-webhook.cert-manager.svc' },
    trust: { kind: 'given', authority: AUTHORITY.cert },
    ...{ path: '/validate', failurePolicy: 'Fail', timeoutSeconds: 30 },
  };
  t.match(webhooks, [
    { ...own, at: { kind: 'endpoint', address: '10.85.3.7', port: 10250 } },
    { ...own, at: { kind: 'endpoint', address: '10.85.5.7', port: 10250 } },
    {
      name: 'v1beta1.metrics.k8s.io',
      serverName: 'metrics-server.kube-system.svc',
      path: '/apis/metrics.k8s.io/v1beta1',
      ...{ trust: { kind: 'anybody' }, timeoutSeconds: null },
      at: { kind: 'elsewhere', why: /not in the remote networks: 10\.20\.1\.8:10251\.$/ },
    },
  ]);
  t.equal(webhooks.length, 3);
  t.notMatch(JSON.stringify(webhooks), /MARKER/);
  t.end();
});

const CALL = webhookItem(CERT_MANAGER);
const NAMES = ['cert-manager', 'cert-manager-webhook'] as const;

const nowhere: readonly (readonly [what: string, items: readonly Item[], why: RegExp])[] = [
  ['no Service', [CALL], /There is no Service cert-manager\/cert-manager-webhook/],
  ['another port', [CALL, serviceItem(...NAMES, [{ port: 8443 }])], /has no port 443/],
  ['no slice', [CALL, serviceItem(...NAMES, [{ port: 443 }])], /has no ready endpoint/],
  [
    'a slice of names',
    [
      CALL,
      serviceItem(...NAMES, [{ port: 443 }]),
      { ...sliceItem(NAMES, [{ port: 1 }], []), addressType: 'FQDN' },
    ],
    /has no ready endpoint/,
  ],
  [
    'a port of another name',
    [
      CALL,
      serviceItem(...NAMES, [{ name: 'a', port: 443 }]),
      sliceItem(NAMES, [{ name: 'b', port: 1 }], [{ addresses: ['10.85.3.7'] }]),
    ],
    /has no ready endpoint/,
  ],
];

for (const [what, items, why] of nowhere) {
  test(`a webhook with ${what} has nobody who answers`, (t) => {
    t.match(placesOf(read(items).webhooks), [{ kind: 'nowhere', why }]);
    t.end();
  });
}

test('a webhook behind a URL is tested where that leads to an address on premises', (t) => {
  const at = (url: string) => placesOf(read([webhookItem({ url })]).webhooks)[0];
  t.strictSame(at('https://10.80.1.9:8443/v'), {
    ...{ kind: 'endpoint', address: '10.80.1.9', port: 8443 },
  });
  t.match(at('https://hooks.example.com/v'), { kind: 'elsewhere', why: /hooks\.example\.com:443/ });
  t.end();
});

test('what is registered as bundle is a trust, none, or nothing that can be one', (t) => {
  const trustOf = (caBundle?: string) =>
    read([webhookItem({ ...CERT_MANAGER, caBundle })]).webhooks[0]?.trust.kind;
  t.equal(trustOf(base64(AUTHORITY.cert)), 'given');
  t.equal(trustOf(), 'system');
  t.equal(trustOf(''), 'system');
  t.equal(trustOf(base64('Cg==')), 'unreadable');
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  t.equal(trustOf(base64(broken)), 'unreadable');
  t.equal(trustOf(base64(broken + AUTHORITY.cert)), 'given', 'Go passes over the broken one');
  t.end();
});

test('what is missing has the default of Kubernetes', (t) => {
  const service = { namespace: 'cert-manager', name: 'cert-manager-webhook' };
  const [first] = read([webhookItem({ service })]).webhooks;
  t.match(first, { path: '/', failurePolicy: 'Fail', timeoutSeconds: 10 });
  const [second] = read([webhookItem(CERT_MANAGER, { failurePolicy: 'Ignore' })]).webhooks;
  t.equal(second?.failurePolicy, 'Ignore');
  const spec = { ...(API_SERVICE['spec'] as Item), group: 'a b', insecureSkipTLSVerify: null };
  t.match(read([{ ...API_SERVICE, spec }]).webhooks, [{ path: '/', trust: { kind: 'system' } }]);
  t.end();
});

test('of many pods eight are tested, and that is told', (t) => {
  const endpoints = Array.from({ length: 12 }, (_, index) => ({ addresses: [`10.85.0.${index}`] }));
  const twice = sliceItem(NAMES, [{ port: 1 }], endpoints);
  const { webhooks, notes } = read([CALL, serviceItem(...NAMES, [{ port: 443 }]), twice, twice]);
  t.equal(webhooks.length, 8);
  t.strictSame(notes, [
    'webhook.cert-manager.io has 12 ready pods on premises; 8 of them are tested',
  ]);
  t.end();
});

test('kinds that no cluster is without are missed', (t) => {
  t.strictSame(read([CALL]).missing, ['APIService', 'Service', 'EndpointSlice']);
  t.end();
});

const faulty: readonly (readonly [what: string, item: Item, path: string, says: RegExp])[] = [
  [
    'a name for a shell',
    webhookItem({ service: { namespace: '$(x)', name: 'a' } }),
    'items.0.webhooks.0.clientConfig.service.namespace',
    /"\$\(x\)" is no name/,
  ],
  [
    'no name',
    webhookItem({ service: { namespace: 'a' } }),
    'items.0.webhooks.0.clientConfig.service',
    /name is missing/,
  ],
  [
    'a port beyond',
    webhookItem({ service: { namespace: 'a', name: 'b', port: 65_536 } }),
    'items.0.webhooks.0.clientConfig.service.port',
    /65536 is no port/,
  ],
  [
    'a path with a line',
    webhookItem({ service: { namespace: 'a', name: 'b', path: '/a\r\nX: y' } }),
    'items.0.webhooks.0.clientConfig.service.path',
    /is no path/,
  ],
  [
    'a URL of another kind',
    webhookItem({ url: 'http://user:MARKER@host/' }),
    'items.0.webhooks.0.clientConfig.url',
    /^is no https URL$/,
  ],
  [
    'a bundle without end',
    webhookItem({ ...CERT_MANAGER, caBundle: 'A'.repeat(70_000) }),
    'items.0.webhooks.0.clientConfig.caBundle',
    /is longer than 65536/,
  ],
  [
    'an address that is none',
    sliceItem(NAMES, [], [{ addresses: ['10.85.0.256'] }]),
    'items.0.endpoints.0.addresses.0',
    /10\.85\.0\.256/,
  ],
  [
    'endpoints without end',
    sliceItem(
      NAMES,
      [],
      Array.from({ length: 1001 }, () => ({})),
    ),
    'items.0.endpoints',
    /more than 1000/,
  ],
  [
    'a list that is none',
    { kind: 'Service', metadata: { namespace: 'a', name: 'b' }, spec: { ports: 'MARKER' } },
    'items.0.spec.ports',
    /is a text, not a list/,
  ],
];

for (const [what, item, path, says] of faulty) {
  test(`${what} is a fault with its place, and no secret in it`, (t) => {
    const { faults } = read([item]);
    t.strictSame(faults[0]?.path.join('.'), path);
    t.match(faults[0]?.what, says);
    t.notMatch(JSON.stringify(faults), /MARKER/);
    t.end();
  });
}
