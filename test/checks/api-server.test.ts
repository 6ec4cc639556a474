import { test } from 'tap';
import type { HttpsEnd, HttpsExchange } from '#core/https.ts';
import type { DnsAnswer, Io } from '#core/io.ts';
import { apiServer } from '../../checks/api-server/check.ts';
import { fakeIo } from '../fakes/io.ts';
import { answer, exchangeWith, fakeHttps, tlsWith, without } from './https-world.ts';
import { verdictOn } from './link-world.ts';

const { signal } = new AbortController();
const AUTHORITY = 'file:/etc/kubernetes/pki/ca.crt';
const TARGET = {
  ...{ host: '10.20.1.10', port: 443, name: 'x.eks.amazonaws.com', cluster: 'prod' },
  ...{ authority: AUTHORITY, expiryWarningDays: 14, idleMs: 0, timeoutMs: 5000 },
};

const VERSION = answer(200, '{"gitVersion": "v1.33.4"}');
const UNAUTHORIZED = answer(401, '{"kind":"Status","code":401}');
const PAGE = answer(200, '<!doctype html><title>Blocked  by\npolicy</title>', {
  'content-type': 'text/html',
});
const FORGED = tlsWith({
  ...{ issuer: 'CN=Inspection', isAnchored: false, objection: 'SELF_SIGNED_CERT_IN_CHAIN' },
});

async function verdict(
  version: HttpsExchange,
  health = exchangeWith({ http: answer(200, 'ok') }),
  parts: Partial<Omit<typeof TARGET, 'authority'>> & { authority?: string | null } = {},
): Promise<string> {
  const target = { ...TARGET, ...parts };
  const https = fakeHttps(({ path }) => (path === '/version' ? version : health));
  return verdictOn(apiServer, target, await apiServer.measure(target, fakeIo({ https }), signal));
}

const sound = (http: HttpsExchange['http']) => exchangeWith({ http });

test('an API server that knows nobody passes, with or without anonymous access', async (t) => {
  t.equal(await verdict(sound(VERSION)), 'pass');
  t.equal(await verdict(sound(UNAUTHORIZED), sound(UNAUTHORIZED)), 'pass');
  t.equal(
    await verdict(sound(answer(403)), sound(answer(403))),
    'pass',
    'the certificate proves it',
  );
});

const ends: readonly (readonly [HttpsEnd, string])[] = [
  [{ kind: 'refused' }, 'fail unreachable'],
  [{ kind: 'net-unreachable' }, 'fail unreachable'],
  [{ kind: 'silent', phase: 'connect' }, 'fail unreachable'],
  [{ kind: 'reset', phase: 'connect' }, 'fail unreachable'],
  [{ kind: 'reset', phase: 'tls' }, 'fail reset'],
  [{ kind: 'closed', phase: 'tls' }, 'fail reset'],
  [{ kind: 'silent', phase: 'tls' }, 'fail stalled'],
  [{ kind: 'alert', phase: 'tls', alert: 'unrecognized_name' }, 'fail tlsRefused'],
  [{ kind: 'tls-failed', why: 'ERR_SSL_X' }, 'fail tlsRefused'],
  [{ kind: 'not-tls' }, 'fail notApiServer'],
];

for (const [end, expected] of ends) {
  test(`an exchange that ends ${JSON.stringify(end)}`, async (t) => {
    t.equal(await verdict(without(end)), expected);
    t.equal(await verdict(sound(VERSION), without(end)), expected, 'the second one alone');
  });
}

test('after the handshake, silence and a reset count as before', async (t) => {
  const after = (end: HttpsEnd) => exchangeWith({ end, http: null });
  t.equal(await verdict(after({ kind: 'reset', phase: 'request' })), 'fail reset');
  t.equal(await verdict(after({ kind: 'silent', phase: 'request' })), 'fail stalled');
  t.equal(await verdict(after({ kind: 'not-http' })), 'fail notApiServer');
  const cut = exchangeWith({ end: { kind: 'silent', phase: 'body' }, http: VERSION });
  t.equal(await verdict(cut), 'fail stalled');
});

const certificates = [
  [{ issuer: 'CN=Inspection', isAnchored: false, objection: 'X' }, 'fail intercepted'],
  [
    {
      issuer: 'CN=Inspection',
      isAnchored: false,
      objection: 'CERT_HAS_EXPIRED',
      daysLeft: -9,
      coversName: false,
    },
    'fail intercepted',
  ],
  [{ isAnchored: false, objection: 'CERT_SIGNATURE_FAILURE' }, 'fail certificateUntrusted'],
  [{ objection: 'INVALID_PURPOSE' }, 'fail certificateUntrusted'],
  [{ objection: 'CERT_HAS_EXPIRED', daysLeft: -35 }, 'fail certificateExpired'],
  [{ objection: 'CERT_NOT_YET_VALID', daysOld: -1 }, 'fail certificateNotYetValid'],
  [{ coversName: false }, 'fail certificateWrongName'],
  [
    { coversName: false, daysLeft: -1, objection: 'CERT_HAS_EXPIRED' },
    'fail certificateWrongName certificateExpired',
  ],
  [{ daysLeft: 13 }, 'warn certificateExpiresSoon'],
  [{ daysLeft: 15 }, 'pass'],
] as const;

for (const [parts, expected] of certificates) {
  test(`a certificate with ${JSON.stringify(parts)}`, async (t) => {
    t.equal(await verdict(exchangeWith({ tls: tlsWith(parts), http: VERSION })), expected);
  });
}

test('a page is never an API, whatever its status and certificate', async (t) => {
  t.equal(await verdict(sound(PAGE)), 'fail notApiServer');
  t.equal(await verdict(sound({ ...PAGE, status: 401 })), 'fail notApiServer');
  t.equal(await verdict(sound(VERSION), sound(PAGE)), 'fail notApiServer');
  t.equal(await verdict(exchangeWith({ tls: FORGED, http: PAGE })), 'fail intercepted');
  const measurement = {
    kind: 'asked',
    answers: [
      { address: '10.20.1.10', version: exchangeWith({ tls: FORGED, http: PAGE }), health: null },
    ],
  };
  const [finding] = apiServer.judge(TARGET, measurement).findings;
  t.match(finding?.detail, 'issued by “CN=Inspection”');
  t.match(finding?.detail, '200 with a page titled “Blocked by policy”');
});

test('answers that no API server gives, and those of one that is not well', async (t) => {
  for (const status of [301, 404, 204]) {
    t.equal(await verdict(sound(answer(status))), 'fail notApiServer', `${status}`);
  }
  for (const status of [500, 503, 429]) {
    t.equal(await verdict(sound(VERSION), sound(answer(status))), 'fail unhealthy', `${status}`);
  }
});

test('without the authority nothing is proven, and the answer has to speak for itself', async (t) => {
  const unknown = (parts: Parameters<typeof tlsWith>[0], http = VERSION) =>
    verdict(
      exchangeWith({
        tls: tlsWith({ isAnchored: false, objection: 'X', trusted: [], ...parts }),
        http,
      }),
      exchangeWith({
        tls: tlsWith({ isAnchored: false, objection: 'X', trusted: [] }),
        http: answer(200, 'ok'),
      }),
      { authority: null },
    );
  t.equal(await unknown({}), 'pass authorityUnknown');
  t.equal(await unknown({ issuer: 'CN=Corp' }), 'warn intercepted authorityUnknown');
  t.equal(await unknown({}, UNAUTHORIZED), 'pass authorityUnknown');
  t.equal(await unknown({}, answer(401, '', { 'audit-id': '1' })), 'pass authorityUnknown');
  t.equal(await unknown({}, answer(401)), 'fail notApiServer authorityUnknown');
  t.equal(await unknown({ daysLeft: -1 }), 'fail certificateExpired authorityUnknown');
  t.equal(
    await verdict(without({ kind: 'refused' }), undefined, { authority: null }),
    'fail unreachable',
  );
});

test('what became of an idle connection', async (t) => {
  const kept = (end: HttpsEnd) =>
    verdict(exchangeWith({ http: VERSION, idle: { lastedMs: 60_000, end } }), undefined, {
      idleMs: 60_000,
    });
  t.equal(await kept({ kind: 'answered' }), 'pass');
  t.equal(await kept({ kind: 'silent', phase: 'request' }), 'warn idleForgotten');
  t.equal(await kept({ kind: 'reset', phase: 'request' }), 'warn idleForgotten');
  t.equal(await kept({ kind: 'closed', phase: 'request' }), 'pass idleClosed');
  t.equal(
    await verdict(without({ kind: 'refused' }), undefined, { idleMs: 9 }),
    'fail unreachable',
  );
});

test('both paths are asked of each address, by the endpoint’s name, with the cluster’s authority', async (t) => {
  const https = fakeHttps(() => exchangeWith({ http: VERSION }));
  await apiServer.measure(TARGET, fakeIo({ https }), signal);
  t.strictSame(
    https.asked.map(({ path }) => path),
    ['/version', '/livez'],
  );
  t.match(https.asked[0], {
    to: { kind: 'address', address: '10.20.1.10' },
    name: TARGET.name,
    trust: { kind: 'given', authority: AUTHORITY },
  });
});

test('a name leads to all of its addresses, and one that fails shows', async (t) => {
  const dnsAnswer = { rcode: 'NOERROR', truncated: false, addresses: ['10.20.1.10', '10.20.2.10'] };
  const dns = {
    ask: async () => ({ kind: 'answer', afterMs: 1, answer: dnsAnswer as unknown as DnsAnswer }),
  };
  const host = { nameServers: async () => [{ address: '10.80.0.53', port: 53 }] };
  const https = fakeHttps(({ to }) =>
    to.kind === 'address' && to.address === '10.20.2.10'
      ? without({ kind: 'refused' })
      : exchangeWith({ http: VERSION }),
  );
  const target = { ...TARGET, host: TARGET.name };
  const io = fakeIo({ https, dns: dns as Io['dns'], host: host as unknown as Io['host'] });
  t.equal(
    verdictOn(apiServer, target, await apiServer.measure(target, io, signal)),
    'fail unreachable',
  );
  const nobody = fakeIo({ https, host: { nameServers: async () => [] } as unknown as Io['host'] });
  t.equal(
    verdictOn(apiServer, target, await apiServer.measure(target, nobody, signal)),
    'fail unresolved',
  );
});

test('where others are sound, those that are not say so', (t) => {
  const asked = (host: string, version: HttpsExchange) => ({
    id: `api-server:https/443@${host}`,
    target: { ...TARGET, host },
    measurement: { kind: 'asked', answers: [{ address: host, version, health: null }] },
  });
  const good = asked('10.20.2.10', exchangeWith({ http: VERSION }));
  const bad = asked('10.20.1.10', without({ kind: 'reset', phase: 'tls' }));
  const relate = (...cases: (typeof good)[]) =>
    apiServer.relate?.(cases).map(({ id, findings }) => `${id} ${findings[0]?.code ?? ''}`);
  t.strictSame(relate(good, bad), ['api-server:https/443@10.20.1.10 api-server/othersAnswer']);
  t.strictSame(relate(good), []);
  t.strictSame(relate(bad), []);
  t.end();
});
