import { test } from 'tap';
import { registry } from '../../checks/registry/check.ts';
import type { RegistryMeasurement, RegistryTarget, Secured } from '../../checks/registry/target.ts';
import { verdictOn } from './link-world.ts';
import { AT_PEER, certificate, containerd, DAY_MS, looked, TARGET } from './registry-world.ts';

const given = (verification: Secured['given']): RegistryMeasurement =>
  looked({ given: verification }, null);
const api = (facts: Secured['api']): RegistryMeasurement => looked({ api: facts }, null);
const answer = (status: number): RegistryMeasurement =>
  api({ kind: 'answer', status, challenge: null });
const unreachable = (how: 'timeout' | 'refused'): RegistryMeasurement => ({
  ...{ kind: 'looked', address: '10.80.1.20', pull: null },
  facts: { kind: 'unreachable', how, afterMs: 5001 },
});

const UNTRUSTED = { kind: 'refused', code: 'SELF_SIGNED_CERT_IN_CHAIN' } as const;
const NO_AUTHORITY: Partial<RegistryTarget> = { authority: null };

const CASES: readonly (readonly [string, RegistryMeasurement, Partial<RegistryTarget>, string])[] =
  [
    ['all in order', looked(), {}, 'pass pullRate'],
    ['without account and image', looked({}, null), { account: null, image: null }, 'pass'],
    ['open to all', answer(200), {}, 'pass'],
    ['a name that nobody knows', { kind: 'unresolved', why: 'NXDOMAIN' }, {}, 'fail unresolved'],
    ['silence', unreachable('timeout'), {}, 'fail unreachable'],
    ['a refusal', unreachable('refused'), {}, 'fail unreachable'],
    [
      'no TLS',
      {
        kind: 'looked',
        address: '10.80.1.20',
        facts: { kind: 'no-tls', why: 'EPROTO' },
        pull: null,
      },
      {},
      'fail noTls',
    ],
    [
      'a certificate that has ended, whatever else is wrong with it',
      looked(
        { ...certificate({ leftMs: -35 * DAY_MS, isForName: false }), given: UNTRUSTED },
        null,
      ),
      {},
      'fail certificateExpired',
    ],
    [
      'one that ends in five days',
      looked(certificate({ leftMs: 5 * DAY_MS })),
      {},
      'warn certificateExpiresSoon pullRate',
    ],
    [
      'the same where that is soon enough',
      looked(certificate({ leftMs: 5 * DAY_MS })),
      { warnDays: 3 },
      'pass pullRate',
    ],
    [
      'one that has not begun',
      looked(certificate({ beginsInMs: 7_200_000 }), null),
      {},
      'fail certificateNotYetValid',
    ],
    [
      'one for another name',
      looked(
        {
          ...certificate({ isForName: false }),
          given: { kind: 'refused', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
        },
        null,
      ),
      {},
      'fail certificateWrongName',
    ],
    ['one of another authority', given(UNTRUSTED), {}, 'fail certificateUntrusted'],
    [
      'one of an authority whose file is missing',
      given({ kind: 'no-authority', why: 'ENOENT' }),
      {},
      'inconclusive authorityUnreadable',
    ],
    ['one that the system knows', looked({ given: null }), NO_AUTHORITY, 'pass pullRate'],
    [
      'one that neither system nor containerd know',
      looked({ given: null, ...containerd({}, false) }, null),
      NO_AUTHORITY,
      'fail certificateUntrusted',
    ],
    [
      'one that containerd does not know',
      looked(containerd({ hostsFile: null }, false)),
      {},
      'fail containerdUntrusted pullRate',
    ],
    [
      'the same before nodeadm install',
      looked(containerd({ kind: 'absent' }, false)),
      {},
      'warn containerdUntrusted pullRate',
    ],
    [
      'a containerd that believes anybody',
      looked(containerd({ skipsVerification: true }, false)),
      {},
      'warn containerdSkips pullRate',
    ],
    [
      'a hosts.toml that nobody reads',
      looked(
        containerd({ hostsFile: null, ignored: '/etc/containerd/certs.d/x/hosts.toml' }, false),
      ),
      {},
      'fail containerdIgnores containerdUntrusted pullRate',
    ],
    [
      'an authority that containerd lacks',
      looked(containerd({ missing: ['/etc/none.crt'] })),
      {},
      'fail containerdAuthorityMissing pullRate',
    ],
    [
      'a config that is no TOML',
      looked(
        containerd(
          { kind: 'unreadable', file: '/etc/containerd/config.toml', why: 'line 1: x' },
          false,
        ),
      ),
      {},
      'inconclusive containerdUnreadable pullRate',
    ],
  ];

for (const [what, measurement, target, expected] of CASES) {
  test(`registry: ${what}`, (t) => {
    t.equal(verdictOn(registry, { ...TARGET, ...target }, measurement), expected);
    t.end();
  });
}

test('from the peer a certificate is held against time and name alone', (t) => {
  const stranger = { given: null, containerd: null };
  t.equal(verdictOn(registry, AT_PEER, looked(stranger, null)), 'pass');
  const ended = looked({ ...stranger, ...certificate({ leftMs: -1 }) }, null);
  t.equal(verdictOn(registry, AT_PEER, ended), 'fail certificateExpired');
  t.end();
});
