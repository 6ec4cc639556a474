import { test } from 'tap';
import type { PeerCertificate } from '#core/https.ts';
import type { KubeletCertificate } from '#core/kubelet.ts';
import type { Site } from '#core/site.ts';
import { codesOf, fakeKubelet, judged, NAME, NODE_ADDRESS } from './node-status-world.ts';

const DAY_MS = 86_400_000;

const SOUND: PeerCertificate = {
  ...{ subject: `O=system:nodes, CN=system:node:${NAME}`, issuer: 'CN=kubernetes' },
  names: [`DNS:${NAME}`, `IP Address:${NODE_ADDRESS}`],
  ...{ notBefore: '2026-11-10T00:00:00.000Z', notAfter: '2026-12-25T00:00:00.000Z' },
  ...{ ageMs: 10 * DAY_MS, leftMs: 35 * DAY_MS, sha256: 'AA' },
};

const facts = (
  certificate: Partial<PeerCertificate> = {},
  more: Partial<KubeletCertificate> = {},
): KubeletCertificate => ({
  own: { kind: 'read', certificate: { ...SOUND, ...certificate } },
  authority: { kind: 'read', subjects: ['CN=kubernetes'] },
  isSigned: true,
  ...more,
});

const scene = (certificate: KubeletCertificate, site: Partial<Site> = {}) => ({
  io: { kubelet: fakeKubelet({ certificate }) },
  site,
});

const codesAt = (stage: Site['stage'], certificate: KubeletCertificate, site: Partial<Site> = {}) =>
  codesOf('kubelet-certificate', scene(certificate, { ...site, ...(stage && { stage }) }));

/** The same certificate as what an earlier join left, and as the node's own. */
const rows: readonly (readonly [
  what: string,
  certificate: KubeletCertificate,
  before: readonly string[],
  after: readonly string[],
])[] = [
  ['a certificate in order', facts(), [], []],
  [
    'one of another cluster',
    facts({}, { isSigned: false }),
    ['fail otherAuthority'],
    ['fail otherAuthority'],
  ],
  [
    'one that has expired, which nodeadm passes over',
    facts({ leftMs: -DAY_MS }),
    ['warn certificateExpired'],
    ['fail certificateExpired'],
  ],
  [
    'one that is not valid yet, which nodeadm passes over',
    facts({ ageMs: -1 }),
    ['warn certificateEarly'],
    ['fail certificateEarly'],
  ],
  [
    'one that ends within days',
    facts({ ageMs: 5 * DAY_MS, leftMs: 2 * DAY_MS }),
    ['warn certificateEndsSoon'],
    ['warn certificateEndsSoon'],
  ],
  [
    'one of a year that should have been renewed',
    facts({ ageMs: 340 * DAY_MS, leftMs: 25 * DAY_MS }),
    ['warn certificateEndsSoon'],
    ['warn certificateEndsSoon'],
  ],
  [
    'one for another address',
    facts({ names: [`DNS:${NAME}`, 'IP Address:10.80.1.77'] }),
    ['warn addressNotCovered'],
    ['fail addressNotCovered'],
  ],
  [
    'one without an address',
    facts({ names: [] }),
    ['warn addressNotCovered'],
    ['fail addressNotCovered'],
  ],
  [
    'no authority to hold it against',
    facts({}, { authority: { kind: 'absent' }, isSigned: null }),
    ['inconclusive authorityUnknown'],
    ['inconclusive authorityUnknown'],
  ],
  [
    'one that may not be read',
    facts({}, { own: { kind: 'forbidden' }, isSigned: null }),
    ['inconclusive certificateUnseen'],
    ['inconclusive certificateUnseen'],
  ],
  [
    'a file that holds none',
    facts({}, { own: { kind: 'malformed' }, isSigned: null }),
    ['fail certificateMalformed'],
    ['fail certificateMalformed'],
  ],
];

for (const [what, certificate, before, after] of rows) {
  test(`${what}: ${after.join(', ') || 'pass'}`, async (t) => {
    t.strictSame(await codesAt('before-init', certificate), before);
    t.strictSame(await codesAt('after-init', certificate), after);
    t.strictSame(await codesAt('after-join', certificate), after);
  });
}

test('before init there need not be one; after it its absence is a finding', async (t) => {
  const none = facts({}, { own: { kind: 'absent' }, isSigned: null });
  await t.rejects(codesAt('before-init', none), {
    name: 'NotApplicable',
    message: /no certificate/,
  });
  await t.rejects(codesAt(undefined, none), { name: 'NotApplicable' });
  t.strictSame(await codesAt('after-init', none), ['fail certificateAbsent']);
});

test('the address that the config names counts, however it is written', async (t) => {
  const at = (nodeAddress: string, names: readonly string[]) =>
    codesAt('after-join', facts({ names }), { nodeAddress });
  t.strictSame(await at('10.80.9.9', [`IP Address:${NODE_ADDRESS}`]), ['fail addressNotCovered']);
  t.strictSame(await at('2001:db8::1', ['IP Address:2001:DB8:0:0:0:0:0:1']), []);
  t.strictSame(await at('10.80.9.9', ['DNS:10.80.9.9']), ['fail addressNotCovered']);
});

test('two troubles are both told, with what takes the certificate away', async (t) => {
  const both = facts({ leftMs: -40 * DAY_MS }, { isSigned: false });
  const findings = await judged('kubelet-certificate', scene(both, { stage: 'after-join' }));
  t.match(findings, [
    { code: /otherAuthority/ },
    { code: /certificateExpired/, detail: /40 days ago/ },
  ]);
  for (const { fix } of findings)
    t.match(fix, /\$ sudo rm \/var\/lib\/kubelet\/pki\/kubelet-server/);
});
