import { test } from 'tap';
import type { HttpAnswer, HttpsEnd, HttpsExchange, HttpsRoute } from '#core/https.ts';
import { awsEndpoints } from '../../checks/aws-endpoints/check.ts';
import type {
  EndpointMeasurement,
  EndpointTarget,
  Signature,
} from '../../checks/aws-endpoints/target.ts';
import { answer, exchangeWith, tlsWith, without } from './https-world.ts';
import { verdictOn } from './link-world.ts';

const TARGET: EndpointTarget = {
  ...{ id: 'sts', host: 'sts.eu-west-1.amazonaws.com', port: 443, path: '/' },
  ...{
    purpose: 'credentials of pods',
    signature: 'xml',
    within: [],
    authority: null,
    timeoutMs: 5000,
  },
};

const STS = answer(403, '<ErrorResponse><Error><Code>MissingAuthenticationToken</Code>');
const AMAZON = tlsWith({ issuer: 'CN=Amazon Root CA 1', from: 'public', trusted: [] });
const genuine = (http: HttpAnswer = STS) => exchangeWith({ http, tls: AMAZON });
const PAGE = answer(200, '<html><title>Blocked</title>', { 'content-type': 'text/html' });

const PROXY: HttpsRoute = {
  kind: 'proxy',
  proxy: { host: 'proxy.example', port: 3128, variable: 'HTTPS_PROXY', hasCredentials: false },
};

type Parts = {
  readonly route?: HttpsRoute;
  readonly proxied?: HttpsExchange;
} & Partial<EndpointTarget>;

function judged(exchanges: readonly HttpsExchange[], { route, proxied, ...target }: Parts = {}) {
  const direct = exchanges.map((exchange, index) => ({ address: `10.20.3.4${index}`, exchange }));
  const measurement: EndpointMeasurement = {
    names: { kind: 'resolved', addresses: direct.map(({ address }) => address), afterMs: 2 },
    direct,
    route: route ?? (proxied === undefined ? { kind: 'direct' } : PROXY),
    proxied: proxied ?? null,
  };
  return { target: { ...TARGET, ...target }, measurement };
}

function verdict(...args: Parameters<typeof judged>): string {
  const { target, measurement } = judged(...args);
  return verdictOn(awsEndpoints, target, measurement);
}

const shapes: readonly (readonly [Signature, HttpAnswer, string])[] = [
  ['xml', STS, 'pass'],
  ['xml', answer(200, 'ok'), 'fail notAws'],
  ['xml', answer(302, '', { location: 'http://portal.example' }), 'fail notAws'],
  [
    'registry',
    answer(401, 'Not Authorized', { 'docker-distribution-api-version': 'registry/2.0' }),
    'pass',
  ],
  [
    'registry',
    answer(401, '', { 'www-authenticate': 'Basic realm="x",service="ecr.amazonaws.com"' }),
    'pass',
  ],
  ['registry', answer(401, '', { 'www-authenticate': 'Basic realm="corp"' }), 'fail notAws'],
  ['registry', answer(200, '{}'), 'fail notAws'],
  ['s3', answer(403, '<Error><Code>AccessDenied</Code>'), 'pass'],
  ['s3', answer(403, '', { 'x-amz-request-id': 'A' }), 'pass'],
  ['s3', answer(200, '', { 'x-amz-request-id': 'A' }), 'fail notAws'],
  ['manifest', answer(200, 'supported_eks_releases:\n- major_minor_version: "1.33"'), 'pass'],
  ['manifest', answer(200, 'hello'), 'fail notAws'],
  ['manifest', answer(403, '<Error>'), 'fail notAws'],
  ['service', answer(404, '<UnknownOperationException/>', { 'x-amzn-requestid': 'A' }), 'pass'],
  ['service', answer(403, '{"message":"Missing Authentication Token"}'), 'pass'],
  ['service', answer(403, 'Forbidden'), 'fail notAws'],
  ['service', answer(200, '{"message":"welcome"}'), 'fail notAws'],
  ['service', answer(503, '{"message":"x"}'), 'warn unwell'],
];

for (const [signature, http, expected] of shapes) {
  test(`${signature}: ${http.status} ${http.body} ${Object.keys(http.headers).join()}`, (t) => {
    t.equal(verdict([genuine(http)], { signature }), expected);
    const page = { ...http, headers: { ...http.headers, 'content-type': 'text/html' } };
    t.equal(verdict([genuine(page)], { signature }), 'fail blockPage', 'as a page');
    t.end();
  });
}

test('a page of any status is never AWS, save CloudFront’s own', (t) => {
  for (const status of [200, 302, 403, 503]) {
    for (const signature of ['xml', 'registry', 's3', 'manifest', 'service'] as const) {
      t.equal(verdict([genuine({ ...PAGE, status })], { signature }), 'fail blockPage');
    }
  }
  const stamped = answer(403, '<html>', { 'x-amz-cf-id': 'A', 'content-type': 'text/html' });
  t.equal(verdict([genuine(stamped)], { signature: 'manifest' }), 'fail notAws');
  t.end();
});

const ends: readonly (readonly [HttpsEnd, string])[] = [
  [{ kind: 'refused' }, 'unreachable'],
  [{ kind: 'silent', phase: 'connect' }, 'unreachable'],
  [{ kind: 'reset', phase: 'tls' }, 'reset'],
  [{ kind: 'closed', phase: 'tls' }, 'reset'],
  [{ kind: 'silent', phase: 'tls' }, 'stalled'],
  [{ kind: 'alert', phase: 'tls', alert: 'handshake_failure' }, 'tlsRefused'],
  [{ kind: 'not-tls' }, 'notAws'],
];

for (const [end, code] of ends) {
  test(`an endpoint that ends ${JSON.stringify(end)}`, (t) => {
    t.equal(verdict([without(end)]), `fail ${code}`);
    t.end();
  });
}

test('certificates that are not AWS’s', (t) => {
  const with_ = (parts: Parameters<typeof tlsWith>[0], http = STS) =>
    verdict([exchangeWith({ tls: tlsWith({ from: 'public', ...parts }), http })]);
  t.equal(with_({}), 'pass');
  t.equal(with_({ isAnchored: false, objection: 'X' }), 'fail intercepted');
  t.equal(with_({ from: 'host' }), 'fail intercepted', 'one that was installed here is no better');
  t.equal(with_({ from: 'given' }), 'pass', 'as the config says');
  t.equal(with_({ coversName: false }), 'fail certificateWrongName');
  t.equal(with_({ daysLeft: -2, objection: 'CERT_HAS_EXPIRED' }), 'fail certificateExpired');
  t.equal(with_({ daysOld: -2, objection: 'CERT_NOT_YET_VALID' }), 'fail certificateExpired');
  t.equal(with_({ objection: 'INVALID_PURPOSE' }), 'fail tlsRefused');
  const intercepted = exchangeWith({
    tls: tlsWith({ issuer: 'CN=Corp', isAnchored: false }),
    http: PAGE,
  });
  const { target, measurement } = judged([intercepted]);
  const [finding] = awsEndpoints.judge(target, measurement).findings;
  t.match(finding?.detail, 'issued by “CN=Corp”');
  t.match(finding?.detail, 'a page titled “Blocked”');
  t.end();
});

test('one address of several, and several alike', (t) => {
  const dead = without({ kind: 'refused' });
  t.equal(verdict([genuine(), dead]), 'fail unreachable');
  t.equal(verdict([dead, dead]), 'fail unreachable', 'one finding for both');
  const { target, measurement } = judged([genuine(), dead]);
  t.match(
    awsEndpoints.judge(target, measurement).findings[0]?.detail,
    '1 of 2 addresses: 10.20.3.41',
  );
  t.end();
});

test('private names lead into the VPC', (t) => {
  t.equal(verdict([genuine()], { within: ['10.20.0.0/16'] }), 'pass');
  t.equal(verdict([genuine()], { within: ['10.99.0.0/16'] }), 'fail publicAnswer');
  t.end();
});

const UNNAMED = { names: { kind: 'failed', why: 'NXDOMAIN', afterMs: 1 }, direct: [] } as const;

test('a name without addresses fails, unless a proxy resolves it', (t) => {
  const straight = { ...UNNAMED, route: { kind: 'direct' }, proxied: null } as const;
  t.equal(verdictOn(awsEndpoints, TARGET, straight), 'fail unresolved');
  const proxied = { ...UNNAMED, route: PROXY, proxied: genuine() };
  t.equal(verdictOn(awsEndpoints, TARGET, proxied), 'pass unresolved');
  t.end();
});

test('where there is a proxy, it counts, and the direct way is told beside it', (t) => {
  const opened = { proxy: answer(200), proxyMs: 2 };
  const through = { ...genuine(), ...opened };
  const dead = without({ kind: 'silent', phase: 'connect' });
  t.equal(verdict([genuine()], { proxied: through }), 'pass');
  t.equal(verdict([dead], { proxied: through }), 'pass directClosed');
  const refused = (status: number) => ({
    ...without({ kind: 'proxy-refused' }),
    connectMs: 1,
    proxy: answer(status),
  });
  t.equal(verdict([genuine()], { proxied: refused(407) }), 'fail proxyAuthentication');
  t.equal(verdict([dead], { proxied: refused(403) }), 'fail proxyRefused');
  t.equal(verdict([dead], { proxied: without({ kind: 'refused' }) }), 'fail proxyUnreachable');
  t.equal(
    verdict([dead], { proxied: without({ kind: 'proxy-unresolved' }) }),
    'fail proxyUnreachable',
  );
  t.equal(
    verdict([dead], { proxied: without({ kind: 'silent', phase: 'proxy' }) }),
    'fail proxyUnreachable',
  );
  const page = { ...genuine(PAGE), ...opened };
  t.equal(verdict([dead], { proxied: page }), 'fail blockPage');
  const reset = { ...without({ kind: 'reset', phase: 'tls' }), ...opened };
  t.equal(verdict([dead], { proxied: reset }), 'fail reset');
  const route = { kind: 'unusable', variable: 'HTTPS_PROXY', why: 'its value is no URL' } as const;
  t.equal(verdict([genuine()], { route }), 'inconclusive proxyUnusable');
  t.end();
});
