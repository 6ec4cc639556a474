import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import type { PullQuestion } from '#core/registry.ts';
import { createRegistry } from '../../src/io/registry/registry.ts';
import { account, app, BASIC, DIGEST, image, INDEX, SECRET } from './registry-app.ts';
import {
  type Fake,
  FOREVER,
  type Handler,
  makePki,
  pulling,
  serveRegistry,
} from './registry-world.ts';

test('pulling from registries', async (t) => {
  const pki = await makePki(t);
  const authority = join(pki, 'company-ca.crt');
  const environment = { SECRET };

  async function pull(t: Test, handle: Handler, more: Partial<PullQuestion> = {}) {
    const fake = await serveRegistry(t, { pki, handle });
    const question = pulling(fake.port, { authority, account, image, ...more });
    const facts = await createRegistry({ environment, arch: 'x64' }).pull(question, FOREVER);
    t.notMatch(JSON.stringify(facts), SECRET, 'the secret stays where it is');
    t.notMatch(JSON.stringify(facts), 't0ken');
    return { facts, fake };
  }

  for (const door of ['basic', 'bearer'] as const) {
    await t.test(`${door}: logged in, found, and the first layer begun`, async (t) => {
      const { facts } = await pull(t, app(door));
      t.match(facts, {
        login: { kind: 'in' },
        image: {
          ...{ kind: 'found', layers: 2, sizeBytes: 5_000_007 },
          layer: { kind: 'pulled', isWhole: false, bytes: Number },
        },
      });
      t.ok(facts.image?.kind === 'found' && facts.image.layer.kind === 'pulled');
      if (facts.image?.kind === 'found' && facts.image.layer.kind === 'pulled') {
        t.ok(
          facts.image.layer.bytes >= 1_000_000 && facts.image.layer.bytes < 2_000_000,
          'bounded',
        );
      }
    });
  }

  await t.test('the token is asked for with service and scope', async (t) => {
    const { fake } = await pull(t, app('bearer'));
    const asked = fake.asked.find(({ path }) => path.startsWith('/token'));
    t.match(asked, {
      path: '/token?service=harbor&scope=repository%3Alab%2Fapp%3Apull',
      authorization: BASIC,
    });
    const others = fake.asked.filter(({ path }) => !path.startsWith('/token'));
    t.ok(
      others.every(({ authorization }) => authorization !== BASIC),
      'and the secret goes nowhere else',
    );
  });

  await t.test('a wrong secret is refused, at either door', async (t) => {
    const wrong = createRegistry({ environment: { SECRET: 'other' } });
    for (const [door, at] of [
      ['basic', 'registry'],
      ['bearer', 'token-service'],
    ] as const) {
      const { port } = await serveRegistry(t, { pki, handle: app(door) });
      t.match(await wrong.pull(pulling(port, { authority, account, image }), FOREVER), {
        login: { kind: 'refused', at, status: 401 },
        image: null,
      });
    }
  });

  await t.test(
    'a secret out of a file loses its newline, and one that is missing is told',
    async (t) => {
      const folder = t.testdir({});
      writeFileSync(join(folder, 'secret'), `${SECRET}\n`);
      const from = (secret: string) => ({ account: { name: 'robot$x', secret } });
      t.match((await pull(t, app('basic'), from(`file:${join(folder, 'secret')}`))).facts, {
        login: { kind: 'in' },
      });
      t.match((await pull(t, app('basic'), from(`file:${join(folder, 'none')}`))).facts, {
        login: { kind: 'no-secret', why: /none cannot be read \(ENOENT\)/ },
      });
      t.match((await pull(t, app('basic'), from('env:NONE'))).facts, {
        login: { kind: 'no-secret', why: /NONE/ },
      });
    },
  );

  await t.test('without an account strangers may be let in, or not', async (t) => {
    t.match((await pull(t, app('open'), { account: null })).facts, {
      login: { kind: 'not-asked' },
      image: { kind: 'found' },
    });
    t.match((await pull(t, app('basic'), { account: null })).facts, {
      login: { kind: 'refused', status: 401 },
    });
  });

  await t.test('nothing secret is sent to who is not verified', async (t) => {
    for (const trust of [
      { authority: join(pki, 'cluster-ca.crt') },
      { authority: join(pki, 'none.crt') },
      { authority: null },
    ]) {
      const { facts, fake } = await pull(t, app('basic'), trust);
      t.match(facts, { login: { kind: 'failed', at: 'registry' }, image: null });
      t.strictSame(fake.asked, []);
    }
    const fake = await serveRegistry(t, {
      pki,
      certificate: 'registry-expired',
      handle: app('basic'),
    });
    const asked = pulling(fake.port, { authority, account, image });
    t.match(await createRegistry({ environment }).pull(asked, FOREVER), {
      login: { why: 'CERT_HAS_EXPIRED' },
    });
    t.strictSame(fake.asked, []);
  });

  const doors: readonly (readonly [string, string, RegExp])[] = [
    [
      'a token service without TLS',
      'Bearer realm="http://harbor.company.local/token"',
      /no https URL/,
    ],
    ['a token service that is no address', 'Bearer realm="nonsense"', /no https URL/],
    ['a challenge that nobody knows', 'Negotiate', /asks for Negotiate/],
    ['no challenge', '', /does not say how/],
  ];
  for (const [what, challenge, why] of doors) {
    await t.test(what, async (t) => {
      const headers = challenge === '' ? {} : { 'www-authenticate': challenge };
      const { facts, fake } = await pull(t, (_, response) =>
        response.writeHead(401, headers).end(),
      );
      t.match(facts, { login: { kind: 'failed', why } });
      t.ok(fake.asked.every(({ authorization }) => authorization === undefined));
    });
  }

  const broken: readonly (readonly [string, Readonly<Record<string, Handler>>, object])[] = [
    [
      'a token that is none',
      { '/token': (_, r) => r.end('{"token":"a b"}') },
      { login: { kind: 'failed', at: 'token-service' } },
    ],
    [
      'a token service that fails',
      { '/token': (_, r) => r.writeHead(500).end() },
      { login: { kind: 'failed', why: /500/ } },
    ],
    [
      'a token service that hangs up',
      { '/token': (request) => request.socket.destroy() },
      { login: { kind: 'failed', at: 'token-service' } },
    ],
    [
      'an API that fails behind the door',
      { '/v2/': (_, r) => r.writeHead(503).end() },
      { login: { kind: 'failed', why: /503/ } },
    ],
    [
      'an image that is not there',
      { '/v2/lab/app/manifests/1.0': (_, r) => r.writeHead(404).end() },
      { image: { kind: 'absent' } },
    ],
    [
      'an image that is not for this account',
      { '/v2/lab/app/manifests/1.0': (_, r) => r.writeHead(403).end() },
      { image: { kind: 'denied', status: 403 } },
    ],
    [
      'a manifest that fails',
      { '/v2/lab/app/manifests/1.0': (_, r) => r.writeHead(500).end() },
      { image: { kind: 'failed', why: 'status 500' } },
    ],
    [
      'a manifest that is none',
      { '/v2/lab/app/manifests/1.0': (_, r) => r.end('{}') },
      { image: { kind: 'failed' } },
    ],
    [
      'an index that leads to itself',
      { [`/v2/lab/app/manifests/${DIGEST('b')}`]: (_, r) => r.end(INDEX) },
      { image: { kind: 'failed' } },
    ],
    [
      'another processor',
      { '/v2/lab/app/manifests/1.0': (_, r) => r.end(INDEX.replace('amd64', 'arm64')) },
      { image: { kind: 'no-platform', wanted: 'linux/amd64', has: ['linux/arm64'] } },
    ],
    [
      'an image without layers',
      { '/v2/lab/app/manifests/1.0': (_, r) => r.end('{"layers":[]}') },
      { image: { layer: { kind: 'none' } } },
    ],
    [
      'a layer that fails',
      { [`/v2/lab/app/blobs/${DIGEST('c')}`]: (_, r) => r.writeHead(500).end() },
      { image: { layer: { kind: 'failed' } } },
    ],
    [
      'a layer that is led away from TLS',
      {
        [`/v2/lab/app/blobs/${DIGEST('c')}`]: (_, r) =>
          r.writeHead(307, { location: 'http://store.example.com/x' }).end(),
      },
      { image: { layer: { kind: 'failed', why: /https/ } } },
    ],
  ];
  for (const [what, paths, expected] of broken) {
    await t.test(what, async (t) => t.match((await pull(t, app('bearer', paths))).facts, expected));
  }

  await t.test('a layer that is led to a store is pulled there, without the token', async (t) => {
    const { facts, fake } = await pull(
      t,
      app('bearer', {
        [`/v2/lab/app/blobs/${DIGEST('c')}`]: (_, response) =>
          response.writeHead(307, { location: '/store?ticket=1' }).end(),
        '/store': (_, response) => response.end('layer'),
      }),
    );
    t.match(facts, { image: { layer: { kind: 'pulled', bytes: 5, isWhole: true } } });
    t.strictSame(storeVisits(fake), [{ path: '/store?ticket=1', authorization: undefined }]);
  });

  await t.test('a layer that trickles is ended in time, and what came counts', async (t) => {
    const { facts } = await pull(
      t,
      app('bearer', {
        [`/v2/lab/app/blobs/${DIGEST('c')}`]: (_, response) => void response.write('drop'),
      }),
      { mostMs: 300 },
    );
    t.match(facts, { image: { layer: { kind: 'pulled', bytes: 4, isWhole: false } } });
  });
});

function storeVisits({ asked }: Fake) {
  return asked.filter(({ path }) => path.startsWith('/store'));
}
