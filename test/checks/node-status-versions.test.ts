import { test } from 'tap';
import type { HttpsExchange, HttpsRequest } from '#core/https.ts';
import type { ProgramRun } from '#core/program-run.ts';
import type { Site } from '#core/site.ts';
import type { StatusOptions } from '../../checks/node-status/options.ts';
import { siteWith } from '../fakes/site.ts';
import { answer, exchangeWith, fakeHttps, tlsWith, without } from './https-world.ts';
import { codesOf, exited, fakeKubelet, judged } from './node-status-world.ts';

const says = (gitVersion: string): HttpsExchange =>
  exchangeWith({ http: answer(200, JSON.stringify({ gitVersion, major: '1' })) });

const WITHHELD = exchangeWith();

const site: Partial<Site> = {
  cluster: { ...siteWith().cluster, certificateAuthority: 'PEM' },
  targets: {
    ...siteWith().targets,
    kubernetesApi: [{ host: '10.20.1.10' }, { host: '10.20.2.10', port: 6443 }],
  },
};

interface Parts {
  readonly kubelet?: ProgramRun | string;
  readonly api?: HttpsExchange | ((request: HttpsRequest) => HttpsExchange);
  readonly site?: Partial<Site>;
  readonly options?: Partial<StatusOptions>;
  /** What kubectl answers to GET /version. */
  readonly asKubelet?: ProgramRun;
}

function scene({ kubelet = 'v1.33.4', api = WITHHELD, asKubelet, ...more }: Parts) {
  const version = typeof kubelet === 'string' ? exited(`Kubernetes ${kubelet}\n`) : kubelet;
  return {
    io: {
      https: fakeHttps((request) => (typeof api === 'function' ? api(request) : api)),
      kubelet: fakeKubelet({
        version,
        ...(asKubelet === undefined ? {} : { api: { '/version': asKubelet } }),
      }),
    },
    site: { ...site, ...more.site },
    options: more.options ?? {},
  };
}

const codes = (parts: Parts) => codesOf('version-skew', scene(parts));

/** Kubernetes' own policy, https://kubernetes.io/releases/version-skew-policy/ */
const policy: readonly (readonly [kubelet: string, api: string, codes: readonly string[]])[] = [
  ['v1.33.4-eks-99d6cc0', 'v1.33.4-eks-99d6cc0', []],
  ['v1.33.9-eks-1', 'v1.33.1-eks-1', []],
  ['v1.31.2-eks-7f9249a', 'v1.33.4-eks-99d6cc0', []],
  ['v1.30.2-eks-7f9249a', 'v1.33.4-eks-99d6cc0', ['warn kubeletAtLimit']],
  ['v1.29.2-eks-7f9249a', 'v1.33.4-eks-99d6cc0', ['fail kubeletTooOld']],
  ['v1.34.0-eks-7f9249a', 'v1.33.4-eks-99d6cc0', ['fail kubeletTooNew']],
  ['v1.24.17', 'v1.25.1', []],
  ['v1.24.17', 'v1.26.1', ['warn kubeletAtLimit']],
  ['v1.24.17', 'v1.27.1', ['fail kubeletTooOld']],
  ['v1.25.0', 'v1.28.1', ['warn kubeletAtLimit']],
  ['v1.9.11', 'v1.33.1', ['fail kubeletTooOld']],
];

for (const [kubelet, api, expected] of policy) {
  test(`kubelet ${kubelet}, API ${api}: ${expected.join() || 'pass'}`, async (t) => {
    t.strictSame(await codes({ kubelet, api: says(api) }), expected);
  });
}

test('while a cluster is updated its interfaces differ, and the kubelet must fit both', async (t) => {
  const api = ({ to }: HttpsRequest) =>
    says('address' in to && to.address === '10.20.1.10' ? 'v1.32.1' : 'v1.33.1');
  t.strictSame(await codes({ kubelet: 'v1.33.0', api }), ['fail kubeletTooNew']);
  t.strictSame(await codes({ kubelet: 'v1.29.0', api }), ['fail kubeletTooOld']);
  t.strictSame(await codes({ kubelet: 'v1.32.0', api }), []);
});

test('what mends it is a command of nodeadm’s, for the stage and the credentials', async (t) => {
  const fixes = async (parts: Parts) =>
    (await judged('version-skew', scene({ api: says('v1.33.4'), ...parts }))).map(({ fix }) => fix);
  const old = 'v1.28.1';
  t.match(await fixes({ kubelet: old }), [/install 1\.33 --credential-provider ssm$/]);
  t.match(await fixes({ kubelet: old, site: { stage: 'after-join' } }), [
    /nodeadm upgrade 1\.33 -c file:\/\/nodeConfig\.yaml$/,
  ]);
  const components = { ...siteWith().components, credentials: 'iam-roles-anywhere' } as const;
  t.match(await fixes({ kubelet: 'v1.40.0', site: { components, stage: 'after-join' } }), [
    /uninstall\n.*install 1\.33 --credential-provider iam-ra\n.*nodeadm init/,
  ]);
});

test('an API that tells strangers nothing: the config’s version stands in', async (t) => {
  t.strictSame(await codes({}), ['inconclusive apiVersionUnknown']);
  t.strictSame(await codes({ options: { kubernetesVersion: '1.33' } }), []);
  t.strictSame(await codes({ options: { kubernetesVersion: '1.32' } }), ['fail kubeletTooNew']);
  const findings = await judged('version-skew', scene({}));
  t.match(findings[0]?.detail, /10\.20\.1\.10:443: 401.*10\.20\.2\.10:6443: 401/);
  t.match(findings[0]?.fix, /checks\.node-status\.kubernetesVersion/);
});

test('what the API itself says outweighs the config', async (t) => {
  const options = { kubernetesVersion: '1.20' };
  t.strictSame(await codes({ options, api: says('v1.33.1') }), []);
});

test('after init the kubelet’s credentials are asked with, where strangers are told nothing', async (t) => {
  const stage = { stage: 'after-init' } as const;
  const told = exited('{"gitVersion":"v1.30.0"}');
  t.strictSame(await codes({ site: stage, asKubelet: told }), ['fail kubeletTooNew']);
  t.strictSame(await codes({ asKubelet: told }), ['inconclusive apiVersionUnknown']);
  const detail = async (asKubelet?: ProgramRun) => {
    const parts = asKubelet === undefined ? {} : { asKubelet };
    return (await judged('version-skew', scene({ site: stage, ...parts })))[0]?.detail;
  };
  t.match(await detail(), /as the kubelet asks it: kubeconfig-absent/);
  t.match(await detail(exited('{}')), /says something else/);
  t.match(await detail(exited('', 1, 'Error from server (Forbidden): no')), /forbidden: Error/);
  t.match(await detail({ kind: 'not-found' }), /no-kubectl/);
  t.match(await detail({ kind: 'failed', why: 'it may not be run' }), /may not be run/);
});

test('whoever answers in the API’s place is not believed', async (t) => {
  const forged = exchangeWith({
    tls: tlsWith({ isAnchored: false, issuer: 'CN=TLS Inspection' }),
    http: answer(200, '{"gitVersion":"v1.20.0"}'),
  });
  const findings = await judged('version-skew', scene({ api: forged }));
  t.match(findings, [{ code: 'node-status/apiVersionUnknown', detail: /CN=TLS Inspection/ }]);
  const cluster = siteWith().cluster;
  t.strictSame(await codes({ api: forged, site: { cluster } }), ['fail kubeletTooNew']);
});

test('silence, pages and other answers are no version', async (t) => {
  const others = [
    without({ kind: 'refused' }),
    exchangeWith({ http: answer(200, '<html>Blocked</html>') }),
    exchangeWith({ http: answer(500, '{"gitVersion":"v1.33.1"}') }),
  ];
  for (const api of others) t.strictSame(await codes({ api }), ['inconclusive apiVersionUnknown']);
});

test('a site that names no API', async (t) => {
  const targets = siteWith().targets;
  const findings = await judged('version-skew', scene({ site: { targets } }));
  t.match(findings, [{ detail: /neither targets\.kubernetesApi nor cluster\.endpoint/ }]);
  const options = { kubernetesVersion: '1.33' };
  t.strictSame(await codes({ site: { targets }, options }), []);
});

test('the endpoint’s name leads to the API where no interface is listed; one that leads nowhere says so', async (t) => {
  const cluster = { ...siteWith().cluster, endpoint: 'api.example.com' };
  const findings = await judged(
    'version-skew',
    scene({ site: { targets: siteWith().targets, cluster } }),
  );
  t.match(findings, [{ detail: /api\.example\.com: this host names no name server/ }]);
});

test('a host without a kubelet is not there yet; after init it should be', async (t) => {
  const kubelet: ProgramRun = { kind: 'not-found' };
  await t.rejects(codes({ kubelet }), { name: 'NotApplicable', message: /nodeadm install/ });
  t.strictSame(await codes({ kubelet, site: { stage: 'after-init' } }), ['fail kubeletAbsent']);
});

test('a kubelet that does not tell its version', async (t) => {
  const kubelet: ProgramRun = { kind: 'timeout', afterMs: 1000 };
  t.strictSame(await codes({ kubelet }), ['inconclusive kubeletUnclear']);
});
