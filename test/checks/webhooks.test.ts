import { test } from 'tap';
import type { HttpsEnd } from '#core/https.ts';
import { planCases } from '#core/plan.ts';
import { STAGES } from '#core/stage.ts';
import type { TcpOutcome } from '#core/tcp.ts';
import { webhooks } from '../../checks/webhooks/check.ts';
import type { WebhookMeasurement } from '../../checks/webhooks/target.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { fakeTcp } from '../fakes/tcp.ts';
import { exchangeWith, fakeHttps, tlsWith, without } from './https-world.ts';
import { hook, judged, planned, siteOf, targetOf } from './webhooks-world.ts';

const WAY = 'peer:tcp/9443@10.85.3.7';
const TLS = 'https/9443@10.85.3.7';
const untraceable = { run: () => Promise.resolve(undefined) };

const ways: readonly (readonly [kind: TcpOutcome['kind'], codes: readonly string[]])[] = [
  ['connected', []],
  ['timeout', ['fail filtered']],
  ['refused', ['fail refused']],
  ['reset', ['fail refused']],
  ['net-unreachable', ['fail noRoute']],
  ['host-unreachable', ['fail noRoute']],
  ['prohibited', ['fail noRoute']],
];

for (const [kind, codes] of ways) {
  test(`a connection from the VPC that ends as ${kind}`, async (t) => {
    const io = fakeIo({ tcp: fakeTcp({ '10.85.3.7:9443': [kind] }), trace: untraceable });
    const seen = await judged(targetOf(WAY, hook()), io);
    t.strictSame(seen.codes, codes);
    if (codes.length === 0) return;
    t.match(seen.text, /webhook\.cert-manager\.io \(10\.85\.3\.7:9443\)/);
    t.match(seen.text, /after 10 s/);
    t.match(seen.text, /^\$ /m, 'a command that mends or shows it');
    const ignored = await judged(targetOf(WAY, hook({ failurePolicy: 'Ignore' })), io);
    t.strictSame(ignored.codes, [codes[0]?.replace('fail', 'warn')]);
    t.match(ignored.text, /goes on without it/);
  });
}

test('silence names the last router that answers, and what to look at with this network plugin', async (t) => {
  const stdout = `traceroute to 10.85.3.7 (10.85.3.7), 30 hops max, 60 byte packets
 1  10.20.0.1  0.5 ms  0.4 ms
${Array.from({ length: 5 }, (_, index) => ` ${index + 2}  * *`).join('\n')}
`;
  const run = {
    ...{ program: 'Modern traceroute for Linux, version 2.1.2', method: 'tcp' as const, stdout },
    ...{ stderr: '', isComplete: true, durationMs: 100, canKeepFlow: false },
  };
  const io = fakeIo({ tcp: fakeTcp({}), trace: { run: () => Promise.resolve(run) } });
  const { text } = await judged(targetOf(WAY, hook()), io);
  t.match(text, /10\.20\.0\.1 \(hop 1\) is the last that answers/);
  t.match(
    text,
    /nft add rule .* ip saddr 10\.20\.0\.0\/16 ip daddr 10\.85\.0\.0\/16 tcp dport 9443/,
  );
  t.match(text, /authorize-security-group-egress/);
  t.match(text, /cilium bgp/);
  const calico = { ...targetOf(WAY, hook()), cni: 'calico' } as const;
  t.match((await judged(calico, io)).text, /calicoctl node status/);
});

const ends: readonly (readonly [end: HttpsEnd, codes: readonly string[]])[] = [
  [{ kind: 'refused' }, ['fail refused']],
  [{ kind: 'silent', phase: 'connect' }, ['inconclusive notSeen']],
  [{ kind: 'reset', phase: 'connect' }, ['inconclusive notSeen']],
  [{ kind: 'net-unreachable' }, ['inconclusive notSeen']],
  [{ kind: 'host-unreachable' }, ['inconclusive notSeen']],
  [{ kind: 'prohibited' }, ['inconclusive notSeen']],
  [{ kind: 'silent', phase: 'tls' }, ['fail handshakeFails']],
  [{ kind: 'closed', phase: 'tls' }, ['fail handshakeFails']],
  [{ kind: 'not-tls' }, ['fail handshakeFails']],
  [{ kind: 'tls-failed', why: 'ERR_SSL_NO_CIPHER_MATCH' }, ['fail handshakeFails']],
  [{ kind: 'alert', phase: 'tls', alert: 'handshake_failure' }, ['fail handshakeFails']],
];

for (const [end, codes] of ends) {
  test(`from this host: ${JSON.stringify(end)}`, async (t) => {
    const io = fakeIo({ https: fakeHttps(() => without(end)) });
    const seen = await judged(targetOf(TLS, hook()), io);
    t.strictSame(seen.codes, codes);
    const isDoubt = codes[0]?.startsWith('inconclusive') === true;
    t.match(seen.text, isDoubt ? /proves nothing of it/ : /each request that it is made for/);
  });
}

test('a pod that shakes hands and then says nothing is told, beside what its certificate is', async (t) => {
  const end = { kind: 'alert', phase: 'request', alert: 'certificate_required' } as const;
  const io = fakeIo({
    https: fakeHttps(() => exchangeWith({ end, http: null, tls: tlsWith({ coversName: false }) })),
  });
  const { codes, text } = await judged(targetOf(TLS, hook()), io);
  t.strictSame(codes, ['fail wrongName', 'warn noAnswer']);
  t.match(text, /certificate_required/);
});

test('what is trusted tells what a certificate proves', async (t) => {
  const strange = tlsWith({ isAnchored: false, objection: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  const codesFor = async (kind: 'system' | 'anybody' | 'unreadable' | 'unknown') => {
    const https = fakeHttps(() => exchangeWith({ tls: strange }));
    const { codes } = await judged(targetOf(TLS, hook({ trust: { kind } })), fakeIo({ https }));
    t.strictSame(https.asked[0]?.trust, { kind: 'host' });
    return codes;
  };
  t.strictSame(await codesFor('system'), ['fail noBundle']);
  t.strictSame(await codesFor('anybody'), []);
  t.strictSame(await codesFor('unreadable'), ['fail bundleUnreadable']);
  t.strictSame(await codesFor('unknown'), ['note unproven']);
});

test('an anchor that is no root is one for the API; another objection is not passed over', async (t) => {
  const codesWith = async (objection: string) => {
    const https = fakeHttps(() => exchangeWith({ tls: tlsWith({ objection }) }));
    return (await judged(targetOf(TLS, hook()), fakeIo({ https }))).codes;
  };
  t.strictSame(await codesWith('UNABLE_TO_GET_ISSUER_CERT'), []);
  t.strictSame(await codesWith('INVALID_PURPOSE'), ['fail untrusted']);
});

test('a certificate that is renewed weekly is late with a tenth of its time left, not with two weeks', async (t) => {
  const codesWith = async (daysOld: number, daysLeft: number) => {
    const https = fakeHttps(() => exchangeWith({ tls: tlsWith({ daysOld, daysLeft }) }));
    return (await judged(targetOf(TLS, hook()), fakeIo({ https }))).codes;
  };
  t.strictSame(await codesWith(4, 3), []);
  t.strictSame(await codesWith(6.5, 0.5), ['warn expiresSoon']);
  t.strictSame(await codesWith(355, 10), ['warn expiresSoon']);
  t.strictSame(await codesWith(345, 20), []);
});

test('webhooks at one pod are two cases, with one handshake for each name and trust', async (t) => {
  const other = { trust: { kind: 'system' }, failurePolicy: 'Ignore', timeoutSeconds: 30 } as const;
  const hooks = [hook(), hook({ name: 'b.io' }), hook({ name: 'c.io', ...other })];
  t.strictSame(
    planned(...hooks).map(({ id }) => id),
    [`webhooks:${WAY}`, `webhooks:${TLS}`],
  );
  t.match(targetOf(WAY, ...hooks), {
    kind: 'way',
    names: ['webhook.cert-manager.io', 'b.io', 'c.io'],
    failurePolicy: 'Fail',
    timeoutSeconds: 30,
    network: '10.85.0.0/16',
  });
  t.notMatch(JSON.stringify(targetOf(WAY, ...hooks)), /ca\.crt/, 'the peer needs no authority');
  const https = fakeHttps(() => exchangeWith({ tls: tlsWith({ isAnchored: false }) }));
  const { codes } = await judged(targetOf(TLS, ...hooks), fakeIo({ https }));
  t.strictSame(codes, ['fail untrusted', 'warn noBundle']);
  t.equal(https.asked.length, 2);
});

test('of an answer nothing but its status is kept', async (t) => {
  const https = fakeHttps(() => exchangeWith());
  const { measurement } = await judged(targetOf(TLS, hook()), fakeIo({ https }));
  t.match(measurement, { kind: 'tls', handshakes: [{ status: 401 }] });
  t.notMatch(JSON.stringify(measurement), /Status/);
  t.strictSame(https.asked[0]?.path, '/validate');
});

test('a webhook without a ready pod fails, one in the cloud is named', async (t) => {
  const why = 'Service a/b has no ready endpoint.';
  const nowhere = hook({ serverName: 'b.a.svc', at: { kind: 'nowhere', why } });
  const cloud = hook({ serverName: 'c.a.svc', at: { kind: 'elsewhere', why: 'In the VPC.' } });
  t.match(planned(nowhere, cloud), [
    { id: 'webhooks:endpoints@b.a.svc', case: { target: { kind: 'nobody' } } },
    { id: 'webhooks:endpoints@c.a.svc', case: { notApplicable: 'In the VPC.' } },
  ]);
  const seen = await judged(targetOf('endpoints@b.a.svc', nowhere), fakeIo());
  t.strictSame(seen.codes, ['fail noEndpoint']);
  t.match(seen.text, /Service a\/b has no ready endpoint/);
});

test('they are called after the join only; before, pod-routes stands in for them', (t) => {
  for (const stage of STAGES) {
    const cases = planCases([webhooks], { ...siteOf(hook()), stage });
    const isTime = stage === 'after-join';
    t.equal(
      cases.every(({ case: one }) => 'target' in one),
      isTime,
      stage,
    );
    if (!isTime) t.match(cases[0]?.case, { elsewhen: { why: /pod-routes/ } });
  }
  const none = siteWith({ stage: 'after-join', options: siteOf().options });
  t.match(planCases([webhooks], none), [
    { id: 'webhooks:webhooks', case: { notApplicable: /--cluster-json.*targets\.webhooks/ } },
  ]);
  t.end();
});

test('firewalls must let the API through to the network, whatever pods come up next', (t) => {
  const far = hook({ at: { kind: 'endpoint', address: '192.0.2.1', port: 443 } });
  const near = hook({ at: { kind: 'endpoint', address: '10.85.9.9', port: 443 } });
  t.match(webhooks.rules?.(siteOf(hook(), near, far), { timeoutMs: 1, expiryWarningDays: 1 }), [
    {
      cases: [`webhooks:${WAY}`, 'webhooks:peer:tcp/443@10.85.9.9'],
      ports: ['443', '9443'],
      destinations: ['10.85.0.0/16'],
      sources: ['10.20.0.0/16'],
    },
    { ports: ['443'], destinations: ['192.0.2.1'] },
  ]);
  t.end();
});

test('what this host sees tells the way from the pod', (t) => {
  const lost: WebhookMeasurement = {
    kind: 'way',
    outcome: { kind: 'timeout', afterMs: 1000 },
    lastHop: null,
  };
  const open: WebhookMeasurement = { ...lost, outcome: { kind: 'connected', afterMs: 1 } };
  const { http, ...exchange } = exchangeWith();
  const there: WebhookMeasurement = {
    kind: 'tls',
    handshakes: [{ ...exchange, status: http?.status ?? null }],
  };
  const gone: WebhookMeasurement = {
    kind: 'tls',
    handshakes: [{ ...without({ kind: 'refused' }), status: null }],
  };
  const told = (way: WebhookMeasurement, here?: WebhookMeasurement) => {
    const target = targetOf(TLS, hook());
    const cases = [
      { id: 'way', target: targetOf(WAY, hook()), measurement: way },
      ...(here === undefined ? [] : [{ id: 'here', target, measurement: here }]),
    ];
    const related = webhooks.relate?.(cases) ?? [];
    return related.flatMap(({ id, findings }) => findings.map(({ code }) => `${id} ${code}`));
  };
  t.strictSame(told(lost, there), ['way webhooks/answersHere']);
  t.strictSame(told(lost, gone), ['way webhooks/answersNobody']);
  t.strictSame(told(lost), []);
  t.strictSame(told(open, gone), []);
  t.end();
});

test('a measurement of another kind of case is a bug that is seen', (t) => {
  t.throws(
    () => webhooks.judge(targetOf(WAY, hook()), { kind: 'nobody' }),
    /nobody is none of way/,
  );
  t.end();
});
