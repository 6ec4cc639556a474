import { test } from 'tap';
import type { KeyPairFacts } from '#core/host-state.ts';
import { planCases } from '#core/plan.ts';
import { AREA_NAMES } from '../../checks/host-readiness/area-names.ts';
import { AREAS } from '../../checks/host-readiness/areas.ts';
import { hostReadiness } from '../../checks/host-readiness/check.ts';
import { siteWith } from '../fakes/site.ts';
import { type HostRow, outcomeOf, table, textOf } from './host-readiness-world.ts';

const PROXY = 'http://proxy.example.com:3128';
const DIRECT = '172.20.0.0/16,10.85.0.0/16,10.80.0.0/16,169.254.169.254,169.254.170.23';
const unit = (proxy: string, noProxy = DIRECT): string =>
  `[Service]\nEnvironment="HTTP_PROXY=${proxy}" "HTTPS_PROXY=${proxy}"\nEnvironment='NO_PROXY=${noProxy}'\n`;

const AGENT = 'snap.amazon-ssm-agent.amazon-ssm-agent';
const dropIn = (name: string) => `/etc/systemd/system/${name}.service.d/http-proxy.conf`;
const SOUND = {
  '/etc/os-release': 'ID=ubuntu\n',
  '/etc/environment': `PATH="/bin"\nHTTP_PROXY=${PROXY}\nhttps_proxy="${PROXY}/"\nNO_PROXY=${DIRECT}\n`,
  '/etc/apt/apt.conf.d/90proxy': `Acquire::http::Proxy "${PROXY}";\nAcquire::https::Proxy "${PROXY}";\n`,
  [dropIn('kubelet')]: unit(PROXY),
  [dropIn('containerd')]: unit(PROXY),
  [dropIn(AGENT)]: unit(PROXY),
};
const without = (path: string): HostRow => ({
  files: Object.fromEntries(Object.entries(SOUND).filter(([one]) => one !== path)),
});
const changed = (path: string, text: string): HostRow => ({ files: { ...SOUND, [path]: text } });
const { cluster, components } = siteWith();

table('proxies', {
  none: [{}, 'pass'],
  'the same everywhere': [{ files: SOUND }, 'pass'],
  'another in one place': [
    changed(dropIn('containerd'), unit('http://other.example.com:3128')),
    'fail proxyDiffers proxyDiffers',
  ],
  'another port': [
    { files: SOUND, environment: { http_proxy: 'http://proxy.example.com:8080', no_proxy: '*' } },
    'fail proxyDiffers',
  ],
  'not for containerd': [without(dropIn('containerd')), 'fail proxyMissing'],
  'not for apt': [changed('/etc/apt/apt.conf.d/90proxy', '// nothing\n'), 'fail proxyMissing'],
  'not for dnf': [changed('/etc/dnf/dnf.conf', '[main]\nproxy=_none_\n'), 'fail proxyMissing'],
  'dnf, as everybody': [changed('/etc/dnf/dnf.conf', `[main]\nproxy = ${PROXY}/\n`), 'pass'],
  'no SSM, no agent': [
    {
      ...without(dropIn(AGENT)),
      site: { components: { ...components, credentials: 'iam-roles-anywhere' } },
    },
    'pass',
  ],
  'a file of variables': [
    {
      files: {
        ...SOUND,
        [dropIn('kubelet')]: '[Service]\nEnvironmentFile=-/etc/kubelet-proxy\n',
        '/etc/kubelet-proxy': `HTTP_PROXY=${PROXY}\nHTTPS_PROXY=${PROXY}\nNO_PROXY=${DIRECT}\n`,
      },
    },
    'pass',
  ],
  'spelt twice': [
    {
      files: SOUND,
      environment: { http_proxy: PROXY, HTTP_PROXY: 'http://old.example.com:1', no_proxy: '*' },
    },
    'warn proxySpeltTwice',
  ],
  'services go to the proxy': [
    changed(dropIn('kubelet'), unit(PROXY, DIRECT.replace('172.20.0.0/16,', ''))),
    'warn noProxyGaps',
  ],
  'no exceptions at all': [
    changed(dropIn('kubelet'), `[Service]\nEnvironment=HTTPS_PROXY=${PROXY}\n`),
    'warn noProxyGaps',
  ],
  'the API endpoint goes to the proxy': [
    { files: SOUND, site: { cluster: { ...cluster, endpoint: 'a.gr7.eks.amazonaws.com' } } },
    'warn noProxyGaps noProxyGaps noProxyGaps noProxyGaps',
  ],
  'a public endpoint may': [
    {
      files: SOUND,
      site: {
        cluster: { ...cluster, endpoint: 'a.gr7.eks.amazonaws.com', endpointMode: 'public' },
      },
    },
    'pass',
  ],
});

test('a password is in nothing that a case leaves behind', async (t) => {
  const secret = 'http://joe:hun@ter2/x@proxy.example.com:3128';
  const files = {
    ...SOUND,
    '/etc/environment': `HTTP_PROXY=${secret}\nhttp_proxy=${secret}x\n`,
    '/etc/apt/apt.conf': `Acquire::http::Proxy "${secret}";\n`,
    '/etc/dnf/dnf.conf': `[main]\nproxy=${secret}\nproxy_password=hunter2\n`,
    [dropIn('kubelet')]: unit(secret),
  };
  const outcome = await outcomeOf('proxies', { files });
  t.notMatch(textOf(outcome), /joe|hun|ter2/);
  t.match(textOf(outcome), /proxy\.example\.com/);
});

const DAY_MS = 86_400_000;
const OWN = {
  ...{ subject: 'CN=node-1', issuer: 'CN=site CA', isAuthority: false },
  ...{ notBeforeMs: 0, notAfterMs: 365 * DAY_MS, notBefore: '1970-01-01', notAfter: '1971-01-01' },
};
const KEY = { kind: 'read', algorithm: 'ec', bits: null, matches: true, mode: '600' } as const;
const CERTIFICATE = { kind: 'read', chain: [OWN], isChained: true } as const;

const ira = (pair: Partial<KeyPairFacts>, days = 10): HostRow => ({
  site: { components: { ...components, credentials: 'iam-roles-anywhere' } },
  pair: { certificate: CERTIFICATE, key: KEY, ...pair },
  timeMs: days * DAY_MS,
});

table('credentials', {
  sound: [ira({}), 'pass'],
  expired: [ira({}, 366), 'fail certificateExpired'],
  'expires soon': [ira({}, 340), 'warn certificateExpiresSoon'],
  'not yet valid': [ira({}, -1), 'fail certificateEarly'],
  'of an authority': [
    ira({ certificate: { ...CERTIFICATE, chain: [{ ...OWN, isAuthority: true }] } }),
    'fail certificateOfAuthority',
  ],
  'no chain': [ira({ certificate: { ...CERTIFICATE, isChained: false } }), 'warn chainBroken'],
  'no certificate': [ira({ certificate: { kind: 'absent' } }), 'fail credentialAbsent'],
  'no key': [ira({ key: { kind: 'absent' } }), 'fail credentialAbsent'],
  'a key that only root reads': [
    ira({ key: { kind: 'forbidden' } }),
    'inconclusive credentialUnseen',
  ],
  'a key that is none': [ira({ key: { kind: 'malformed' } }), 'fail credentialMalformed'],
  'a certificate that is none': [
    ira({ certificate: { kind: 'malformed' } }),
    'fail credentialMalformed',
  ],
  'an empty chain': [
    ira({ certificate: { ...CERTIFICATE, chain: [] } }),
    'fail credentialMalformed',
  ],
  'a key with a password': [ira({ key: { kind: 'encrypted' } }), 'fail keyEncrypted'],
  'a key of another': [ira({ key: { ...KEY, matches: false } }), 'fail keyMismatch'],
  'a short key': [ira({ key: { ...KEY, algorithm: 'rsa', bits: 1024 } }), 'fail keyWeak'],
  'a key for all to read': [ira({ key: { ...KEY, mode: '644' } }), 'warn keyReadable'],
  'a key for a group': [ira({ key: { ...KEY, mode: '640' } }), 'warn keyReadable'],
});

test('each area is a case, and where SSM gives the credentials there is no certificate', (t) => {
  const options = { timeServers: [], timeoutMs: 100, certificate: '/a', privateKey: '/b' };
  const ids = (areas: readonly string[]) =>
    planCases(
      [hostReadiness],
      siteWith({ options: { 'host-readiness': { ...options, areas } } }),
    ).map(({ id }) => id);
  t.strictSame(
    ids(AREA_NAMES),
    AREA_NAMES.map((name) => `host-readiness:${name}`),
  );
  t.strictSame(ids(['clock', 'os']), ['host-readiness:os', 'host-readiness:clock']);
  t.strictSame(
    AREAS.map(({ name }) => name),
    AREA_NAMES,
  );
  t.end();
});

test('where there is no certificate to look for, that is said', async (t) => {
  t.match(await outcomeOf('credentials', {}), {
    status: 'skip',
    because: { kind: 'not-applicable' },
  });
});
