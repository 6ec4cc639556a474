import { test } from 'tap';
import type { HttpsRequest } from '#core/https.ts';
import { createAuthority, issue } from '../../../src/demo/certificate.ts';
import {
  authority,
  http,
  NAME,
  otherAuthority,
  plainServer,
  tlsServer,
} from '../../servers/https.ts';
import { ask, io } from './ask.ts';

const { signal } = new AbortController();

test('a sound exchange tells chain, name, protocol, answer and times', async (t) => {
  let heard = '';
  const port = await tlsServer(t, (request, socket) => {
    heard += request;
    socket.write(
      'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nset-cookie: secret=1\r\naudit-id: 7\r\ncontent-length: 2\r\n\r\nok',
    );
  });
  const got = await ask(port);
  t.match(got, {
    end: { kind: 'answered' },
    proxyMs: null,
    proxy: null,
    idle: null,
    tls: {
      protocol: 'TLSv1.3',
      coversName: true,
      anchor: { subject: 'CN=kubernetes', from: 'given' },
      trusted: ['CN=kubernetes'],
      isAuthorised: true,
      objection: null,
    },
  });
  t.strictSame(got.http, {
    status: 200,
    headers: { 'audit-id': '7', 'content-type': 'text/plain' },
    body: 'ok',
  });
  const [own, root] = got.tls?.chain ?? [];
  if (own === undefined) throw new Error('no certificate');
  t.match(own, { subject: 'CN=api', issuer: 'CN=kubernetes' });
  t.strictSame(own.names, [`DNS:${NAME}`, 'IP Address:127.0.0.1']);
  t.match(own.notAfter, /^\d{4}-\d\d-\d\dT/);
  t.ok(own.leftMs > 360 * 86_400_000 && own.ageMs > 86_000_000);
  t.match(own.sha256, /^([0-9A-F]{2}:){31}/);
  t.equal(root?.subject, 'CN=kubernetes');
  for (const ms of [got.connectMs, got.tlsMs, got.firstByteMs]) t.ok(ms !== null && ms > 0);
  t.match(heard, /^GET \/livez HTTP\/1\.1\r\n/);
  t.match(heard, new RegExp(`host: ${NAME}:${port}`));
  t.notMatch(heard, /authorization|cookie/i);
  t.strictSame(JSON.parse(JSON.stringify(got)), got, 'plain JSON');
});

test('whoever answers is named, and asked all the same', async (t) => {
  const identity = issue(otherAuthority, { name: 'forged', names: [NAME] });
  const port = await tlsServer(t, http(200, '<html>'), { identity });
  t.match(await ask(port), {
    end: { kind: 'answered' },
    tls: {
      anchor: null,
      isAuthorised: false,
      objection: 'SELF_SIGNED_CERT_IN_CHAIN',
      coversName: true,
      chain: [{ issuer: 'CN=TLS Inspection' }, { subject: 'CN=TLS Inspection' }],
    },
    http: { status: 200, body: '<html>' },
  });
});

test('expired, not yet valid and for another name are told apart, and from the signer', async (t) => {
  const rows = [
    { validDays: [-30, -2], names: [NAME], objection: 'CERT_HAS_EXPIRED', covers: true },
    { validDays: [2, 30], names: [NAME], objection: 'CERT_NOT_YET_VALID', covers: true },
    { validDays: [-1, 30], names: ['other.example'], objection: null, covers: false },
  ] as const;
  for (const { objection, covers, ...leaf } of rows) {
    const identity = issue(authority, { name: 'leaf', ...leaf });
    const { tls } = await ask(await tlsServer(t, http(200, ''), { identity }));
    t.equal(tls?.objection, objection);
    t.equal(tls?.coversName, covers);
    t.equal(tls?.anchor?.subject, 'CN=kubernetes', 'signed by the right one');
  }
  const forged = issue(otherAuthority, { name: 'x', names: [NAME], validDays: [-30, -2] });
  const { tls } = await ask(await tlsServer(t, http(200, ''), { identity: forged }));
  t.equal(tls?.objection, 'CERT_HAS_EXPIRED');
  t.equal(tls?.anchor, null, 'an expired forgery is a forgery');
});

test('an authority of the same name with another key is another', async (t) => {
  const identity = issue(createAuthority('kubernetes'), { name: 'api', names: [NAME] });
  const { tls } = await ask(await tlsServer(t, http(200, ''), { identity }));
  t.equal(tls?.anchor, null);
  t.equal(tls?.isAuthorised, false);
});

test('an address is looked for in the certificate, and sent as no name', async (t) => {
  let sni: string | undefined = 'none';
  const port = await tlsServer(t, http(200, ''), {
    options: {
      SNICallback: (name, callback) => {
        sni = name;
        callback(null);
      },
    },
  });
  t.equal((await ask(port, { name: '127.0.0.1' })).tls?.coversName, true);
  t.equal(sni, 'none');
  t.equal((await ask(port, { name: '192.0.2.1' })).tls?.coversName, false);
});

test('the host’s own authorities do not know ours', async (t) => {
  const port = await tlsServer(t, http(200, ''));
  t.match(await ask(port, { trust: { kind: 'host' } }), {
    tls: { anchor: null, trusted: [], isAuthorised: false },
  });
});

test('a port that nobody has is refused, and an endless body is cut', async (t) => {
  const port = await plainServer(t, () => undefined);
  t.strictSame((await ask(1)).end, { kind: 'refused' });
  t.not(port, 1);
  const endless = await tlsServer(t, (_request, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const more = (): void => {
      while (!socket.destroyed && socket.write('x'.repeat(10_000)));
    };
    socket.on('drain', more);
    more();
  });
  const got = await ask(endless);
  t.equal(got.end.kind, 'answered');
  t.equal(got.http?.body.length, 4096);
});

test('an abort ends it at once, with its reason', async (t) => {
  const port = await plainServer(t, (socket) => socket.resume());
  const own = new AbortController();
  const reason = new Error('enough');
  setTimeout(() => {
    own.abort(reason);
  }, 30);
  const request: HttpsRequest = {
    to: { kind: 'address', address: '127.0.0.1' },
    ...{ name: NAME, port, path: '/', idleMs: 0 },
    trust: { kind: 'host' },
  };
  await t.rejects(io.exchange(request, { timeoutMs: 60_000 }, own.signal), reason);
  const wrong = { ...request, to: { kind: 'address', address: 'a.example' } } as const;
  await t.rejects(io.exchange(wrong, { timeoutMs: 1000 }, signal), /is no address/);
});

test('authorities come as PEM, as base64, from a file, or not at all', async (t) => {
  const port = await tlsServer(t, http(200, ''));
  const file = t.testdir({ 'ca.crt': `junk\n${authority.cert}`, empty: '' });
  const base64 = Buffer.from(authority.cert).toString('base64');
  for (const given of [authority.cert, base64, `file:${file}/ca.crt`]) {
    const { tls } = await ask(port, { trust: { kind: 'given', authority: given } });
    t.equal(tls?.isAuthorised, true);
  }
  const broken = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
  for (const given of [`file:${file}/none`, `file:${file}/empty`, 'nonsense', broken]) {
    const asked = ask(port, { trust: { kind: 'given', authority: given } });
    await t.rejects(asked, { name: 'CannotMeasure' }, given);
  }
});
