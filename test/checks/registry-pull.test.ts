import { test } from 'tap';
import type { ImageFacts, LoginFacts } from '#core/registry.ts';
import { registry } from '../../checks/registry/check.ts';
import type { RegistryMeasurement, RegistryTarget, Secured } from '../../checks/registry/target.ts';
import { verdictOn } from './link-world.ts';
import { looked, PULLED, TARGET } from './registry-world.ts';

const login = (facts: LoginFacts): RegistryMeasurement => looked({}, { login: facts, image: null });
const image = (facts: ImageFacts): RegistryMeasurement => looked({}, { ...PULLED, image: facts });
const api = (facts: Secured['api']): RegistryMeasurement => looked({ api: facts }, null);
const answer = (status: number): RegistryMeasurement =>
  api({ kind: 'answer', status, challenge: null });

const CASES: readonly (readonly [string, RegistryMeasurement, Partial<RegistryTarget>, string])[] =
  [
    ['a proxy without a registry', answer(502), {}, 'fail unavailable'],
    ['too many requests', answer(429), {}, 'fail unavailable'],
    ['no answer', api({ kind: 'failed', why: 'timeout', challenge: null }), {}, 'fail unavailable'],
    ['another server', answer(404), {}, 'fail notRegistry'],
    ['a door without a bell', answer(401), {}, 'fail notRegistry'],
    [
      'an ill Harbor',
      looked({
        health: [
          { name: 'core', isHealthy: true },
          { name: 'database', isHealthy: false },
        ],
      }),
      {},
      'fail unhealthy pullRate',
    ],
    ['no Harbor', looked({ health: null }), {}, 'pass pullRate'],
    [
      'a wrong secret',
      login({ kind: 'refused', at: 'registry', status: 401 }),
      {},
      'fail unauthorized',
    ],
    [
      'no account where one is needed',
      login({ kind: 'refused', at: 'token-service', status: 401 }),
      { account: null },
      'fail unauthorized',
    ],
    [
      'no secret',
      login({ kind: 'no-secret', why: 'the environment variable X is not set' }),
      {},
      'inconclusive secretMissing',
    ],
    [
      'a token service that is nowhere',
      login({ kind: 'failed', at: 'token-service', why: 'ENOTFOUND' }),
      {},
      'fail loginFailed',
    ],
    ['no such image', image({ kind: 'absent' }), {}, 'fail imageMissing'],
    ['an image of others', image({ kind: 'denied', status: 403 }), {}, 'fail imageDenied'],
    [
      'an image of other processors',
      image({ kind: 'no-platform', wanted: 'linux/arm64', has: ['linux/amd64'] }),
      {},
      'fail noPlatform',
    ],
    [
      'an image of none',
      image({ kind: 'no-platform', wanted: 'linux/arm64', has: [] }),
      {},
      'fail noPlatform',
    ],
    ['a manifest that fails', image({ kind: 'failed', why: 'status 500' }), {}, 'fail pullFailed'],
    [
      'a layer that fails',
      image({ kind: 'found', layers: 1, sizeBytes: 1, layer: { kind: 'failed', why: 'x' } }),
      {},
      'fail pullFailed',
    ],
    [
      'no layer',
      image({ kind: 'found', layers: 0, sizeBytes: 0, layer: { kind: 'none' } }),
      {},
      'pass',
    ],
    [
      'a layer of nothing',
      image({
        kind: 'found',
        layers: 1,
        sizeBytes: 0,
        layer: { kind: 'pulled', bytes: 0, bodyMs: 0, firstByteMs: 1, isWhole: true },
      }),
      {},
      'pass',
    ],
  ];

for (const [what, measurement, target, expected] of CASES) {
  test(`registry: ${what}`, (t) => {
    t.equal(verdictOn(registry, { ...TARGET, ...target }, measurement), expected);
    t.end();
  });
}

test('12 GB at 11.8 MB a second are told as 17 minutes', (t) => {
  const { findings, metrics } = registry.judge(TARGET, looked());
  t.match(findings[0]?.detail, /128 MB of the first layer.*12 MB a second.*12 GB takes 17 min/);
  t.match(
    metrics.map(({ name, value }) => [name, value]),
    [
      ['tls_handshake', 2.5],
      ['pull_rate', 94_117_647],
      ['pull_estimate', 1_020_000],
    ],
  );
  const other = (imageGb: number) =>
    registry.judge({ ...TARGET, imageGb }, looked()).findings[0]?.detail;
  t.match(other(0.5), /0\.5 GB takes 43 s/);
  t.match(other(100), /100 GB takes 2\.4 h/);
  t.end();
});

test('the words name the registry’s port where it is not the usual one', (t) => {
  const { findings } = registry.judge(
    { ...TARGET, port: 8443 },
    looked({ api: { kind: 'answer', status: 500, challenge: null } }, null),
  );
  t.match(findings[0]?.detail, /harbor\.company\.local:8443/);
  t.end();
});
