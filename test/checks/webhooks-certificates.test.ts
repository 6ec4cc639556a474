import { type Test, test } from 'tap';
import type { WebhookTrust } from '#core/webhook.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createHttps } from '../../src/io/https/https.ts';
import { createAuthority, issue } from '../../src/demo/certificate.ts';
import { fakeIo } from '../fakes/io.ts';
import { http, plainServer, tlsServer } from '../servers/https.ts';
import { hook, judged, NAME, targetOf } from './webhooks-world.ts';

const authority = createAuthority('webhook-ca');
const imposter = createAuthority('webhook-ca');
const names = [NAME];
const good = issue(authority, { name: 'webhook', names });
const given: WebhookTrust = { kind: 'given', authority: authority.cert };

/** A webhook's server on loopback, by its certificate. */
function serve(t: Test, identity = good, answer = http(400, '{}')): Promise<number> {
  return tlsServer(t, answer, { identity });
}

async function codesAt(port: number, parts: Parameters<typeof hook>[0] = {}) {
  const https = createHttps(createDescriptors(16), {});
  const at = { kind: 'endpoint', address: '127.0.0.1', port } as const;
  const target = targetOf(`https/${port}@127.0.0.1`, hook({ trust: given, at, ...parts }));
  return judged(target, fakeIo({ https }));
}

const rows = [
  { what: 'as it should be', identity: good, codes: [] },
  {
    what: 'of another authority with the same name',
    identity: issue(imposter, { name: 'webhook', names }),
    codes: ['fail untrusted'],
    says: /webhook-ca.*does not hold against its caBundle/,
  },
  {
    what: 'that has expired',
    identity: issue(authority, { name: 'webhook', names, validDays: [-400, -35] }),
    codes: ['fail expired'],
    says: /3[45] days ago[^]*cert-manager/,
  },
  {
    what: 'that is not valid yet',
    identity: issue(authority, { name: 'webhook', names, validDays: [2, 30] }),
    codes: ['fail notYetValid'],
    says: /timedatectl/,
  },
  {
    what: 'that ends in a week',
    identity: issue(authority, { name: 'webhook', names, validDays: [-358, 7] }),
    codes: ['warn expiresSoon'],
  },
  {
    what: 'that has the name as its common name only',
    identity: issue(authority, { name: NAME, names: ['other.svc'] }),
    codes: ['fail wrongName'],
    says: /for DNS:other\.svc; the common name does not count/,
  },
  {
    what: 'for another name, and expired',
    identity: issue(authority, { name: 'x', names: ['other.svc'], validDays: [-400, -35] }),
    codes: ['fail wrongName', 'fail expired'],
  },
];

for (const { what, identity, codes, says } of rows) {
  test(`a certificate ${what}`, async (t) => {
    const seen = await codesAt(await serve(t, identity));
    t.strictSame(seen.codes, codes);
    if (says !== undefined) t.match(seen.text, says);
  });
}

test('a certificate that is itself the bundle is trusted, and nowhere else', async (t) => {
  const port = await serve(t);
  const own: WebhookTrust = {
    kind: 'given',
    authority: good.cert.slice(0, good.cert.indexOf(authority.cert)),
  };
  t.strictSame((await codesAt(port, { trust: own })).codes, [], 'the leaf itself, as Go takes it');
  t.strictSame((await codesAt(port, { trust: { kind: 'system' } })).codes, ['fail noBundle']);
  t.strictSame((await codesAt(port, { trust: { kind: 'anybody' } })).codes, []);
});

test('without a name and a bundle, the rest is looked at and the gap is told', async (t) => {
  const seen = await codesAt(await serve(t), { trust: { kind: 'unknown' }, serverName: null });
  t.strictSame(seen.codes, ['note unproven']);
  t.equal(seen.status, 'pass');
});

test('nothing is posted, and no credentials are sent', async (t) => {
  const requests: string[] = [];
  const port = await tlsServer(
    t,
    (request, socket) => {
      requests.push(request);
      socket.write(http(405, ''));
    },
    { identity: good },
  );
  t.strictSame((await codesAt(port)).codes, []);
  t.equal(requests.length, 1);
  t.match(requests[0], /^GET \/validate HTTP\/1\.1\r\n/);
  t.notMatch(requests[0], /authorization|cookie|AdmissionReview/i);
});

test('a port without TLS, one that hangs up, and one that nobody has', async (t) => {
  const plain = await plainServer(t, (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  t.strictSame((await codesAt(plain)).codes, ['fail handshakeFails']);
  const rude = await plainServer(t, (socket) => socket.destroy());
  t.strictSame((await codesAt(rude)).codes, ['fail handshakeFails']);
  const mute = await tlsServer(t, () => undefined, { identity: good });
  t.strictSame((await codesAt(mute)).codes, ['warn noAnswer']);
});

test('a bundle of the config that cannot be read is no verdict', async (t) => {
  const port = await serve(t);
  const trust: WebhookTrust = { kind: 'given', authority: 'file:/nowhere/ca.crt' };
  await t.rejects(codesAt(port, { trust }), { name: 'CannotMeasure', message: /nowhere\/ca\.crt/ });
});
