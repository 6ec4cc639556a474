import { test } from 'tap';
import { REQUIRED_BY_DEFAULT } from '../../checks/firewall-ports/port-entry.ts';
import { PORTS } from '../../checks/firewall-ports/port-table.ts';
import { siteWith } from '../fakes/site.ts';
import { fullSite, namesOf, nowhere, plan } from './firewall-ports-sites.ts';

const BASE = [
  'tcp/443@10.20.1.10',
  'tcp/443@api.example.com',
  'peer:tcp/10250@10.80.0.9',
  'tcp/10250@10.20.3.10',
  'udp/53@10.20.1.53',
  'tcp/53@10.20.1.53',
  'udp/53@10.80.0.53',
  'tcp/53@10.80.0.53',
  'peer:udp/53@10.80.0.53',
  'tcp/179@10.80.0.1',
  'tcp/15001@10.20.3.10',
];
const MESH = [
  'tcp/15006@10.20.3.10',
  'tcp/15010@10.20.3.10',
  'tcp/15012@10.20.3.10',
  'tcp/15004@10.20.3.10',
];
const ALTERNATIVE_API = ['tcp/6443@10.20.1.10', 'tcp/6443@api.example.com'];
const CILIUM = [
  'udp/8472@10.80.0.11',
  'tcp/4240@10.80.0.11',
  'tcp/4244@10.80.0.11',
  'udp/51871@10.80.0.11',
];
const CALICO = ['udp/4789@10.80.0.11', 'tcp/5473@10.80.0.11', 'udp/51820@10.80.0.11'];
const FELIX = ['tcp/9099@10.80.0.11'];

const sites = [
  {
    name: 'Cilium without a mesh',
    components: { cni: 'cilium', serviceMesh: 'none', gateway: 'none' },
    keys: [...BASE, ...ALTERNATIVE_API, ...CILIUM],
  },
  {
    name: 'Calico with Istio',
    components: { cni: 'calico', serviceMesh: 'istio', gateway: 'none' },
    keys: [...BASE, ...MESH, ...ALTERNATIVE_API, ...FELIX, ...CALICO],
  },
  {
    name: 'neither plugin nor mesh',
    components: { cni: 'none', serviceMesh: 'none', gateway: 'none' },
    keys: [...BASE, ...ALTERNATIVE_API],
  },
] as const;

for (const { name, components, keys } of sites) {
  test(`the plan of a full site: ${name}`, (t) => {
    const site = { ...fullSite, components: { credentials: 'ssm' as const, ...components } };
    t.strictSame(namesOf(plan(site)), keys);
    t.end();
  });
}

test('a required port with nobody to ask names the field of the config', (t) => {
  const unset = plan(siteWith()).flatMap(({ id, case: one }) =>
    'notApplicable' in one ? [[id.replace('firewall-ports:', ''), one.notApplicable]] : [],
  );
  t.strictSame(unset, [
    [
      'tcp/443@kubernetes-api',
      'targets.kubernetesApi (or cluster.endpoint) names nobody to ask (Kubernetes API)',
    ],
    ['udp/53@dns-inbound-udp', 'resolvers.inbound names nobody to ask (Route 53 inbound endpoint)'],
    ['tcp/53@dns-inbound-tcp', 'resolvers.inbound names nobody to ask (Route 53 inbound endpoint)'],
    ['udp/53@dns-on-prem-udp', 'resolvers.onPrem names nobody to ask (on-premises resolver)'],
    ['tcp/53@dns-on-prem-tcp', 'resolvers.onPrem names nobody to ask (on-premises resolver)'],
    [
      'peer:udp/53@dns-outbound',
      'resolvers.onPrem names nobody to ask (on-premises resolver, asked by Route 53)',
    ],
    ['tcp/179@bgp', 'targets.bgpPeers names nobody to ask (BGP)'],
    [
      'tcp/15001@mesh-outbound',
      'targets.cloudNodes names nobody to ask (Envoy, outbound listener)',
    ],
  ]);
  t.end();
});

test('where no ENI is listed, the name of the endpoint leads to them', (t) => {
  const cluster = { name: 'lab', endpointMode: 'private' as const, endpoint: 'api.example.com' };
  t.ok(namesOf(plan(siteWith({ cluster }))).includes('tcp/443@api.example.com'));
  t.end();
});

test('an optional port with nobody to ask is not planned', (t) => {
  t.strictSame(namesOf(plan(siteWith(), { required: [] })), ['peer:tcp/10250@this-node']);
  t.end();
});

test('what comes into the site is measured at the far side, from the networks of the VPC', (t) => {
  const arriving = plan(fullSite).filter(({ case: { from } }) => from === 'peer');
  t.match(
    arriving.map(({ case: one }) => ('target' in one ? one.target : null)),
    arriving.map(() => ({ sources: ['10.20.0.0/16'] })),
  );
  t.equal(arriving.length, 2);
  t.end();
});

test('a target says what it takes to judge it', (t) => {
  const [api] = plan(fullSite);
  t.strictSame(api?.case, {
    key: 'tcp/443@10.20.1.10',
    subject: 'tcp/443 10.20.1.10',
    from: 'local',
    target: {
      entry: 'kubernetes-api',
      component: 'Kubernetes API',
      protocol: 'tcp',
      host: '10.20.1.10',
      port: 443,
      weight: 'required',
      expects: 'listener',
      direction: 'to-aws',
      note: PORTS[0]?.note,
      sources: ['10.80.0.0/16'],
      cluster: 'lab',
      timeoutMs: 3500,
      asksDns: false,
      aws: null,
    },
  });
  t.end();
});

test('a place’s own port goes to the service that it names, not to others that look there', (t) => {
  const targets = {
    ...nowhere,
    kubernetesApi: [{ host: '10.20.1.10', port: 8443 }],
    bgpPeers: [{ host: '10.80.0.1', port: 1790 }],
    cloudNodes: [{ host: '10.20.3.10', port: 9 }],
  };
  const resolvers = { ...fullSite.resolvers, inbound: [{ host: '10.20.1.53', port: 5353 }] };
  const keys = namesOf(plan(siteWith({ targets, resolvers })));
  const expected = [
    'tcp/8443@10.20.1.10',
    'tcp/6443@10.20.1.10',
    'tcp/1790@10.80.0.1',
    'tcp/10250@10.20.3.10',
    'udp/5353@10.20.1.53',
    'tcp/5353@10.20.1.53',
  ];
  for (const key of expected) t.ok(keys.includes(key), key);
  t.notOk(keys.some((key) => key.includes('/9@')));
  t.end();
});

test('what is excluded is not looked at, required or not', (t) => {
  const exclude = PORTS.map(({ id }) => id).filter((id) => id !== 'bgp');
  t.strictSame(namesOf(plan(fullSite, { exclude })), ['tcp/179@10.80.0.1']);
  t.end();
});

test('the port table is sound', (t) => {
  const ids = PORTS.map(({ id }) => id);
  t.equal(new Set(ids).size, ids.length, 'an id names one entry');
  for (const { id, note, port } of PORTS) {
    t.match(id, /^[a-z]+(-[a-z]+)*$/);
    t.match(note, /^[A-Z].*\.$/, `${id} has a note`);
    t.ok(port >= 1 && port <= 65535, `${id} has a port`);
  }
  for (const id of REQUIRED_BY_DEFAULT) t.ok(ids.includes(id), `${id} is in the table`);
  t.end();
});
