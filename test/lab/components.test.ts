import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Test, test } from 'tap';
import { execute } from '../../src/io/exec.ts';
import { applyFaults, clearFaults } from '../../src/lab/lab.ts';
import { type LabPlace, namespaceOf, pkiFolder, serviceFolder } from '../../src/lab/place.ts';
import { run } from '../../src/lab/program.ts';
import { removeLab } from '../../src/lab/remove.ts';
import { REGISTRY_ACCOUNT } from '../../src/lab/services/registry.ts';
import { AWS_ENDPOINTS, type AwsEndpointId } from '../../src/lab/topology/aws.ts';
import type { HostName } from '../../src/lab/topology/hosts.ts';
import { API_NAME, BIG_NAME, REGISTRY_NAME } from '../../src/lab/topology/names.ts';
import type { HttpsAnswer, HttpsRequest } from './https-probe.ts';
import { canBuildLabs, inside, startLab } from './lab-world.ts';
import { tracesOf } from './traces.ts';

const PROBE = new URL('./https-probe.ts', import.meta.url).pathname;

/** Asks from a host of the lab, as a client there would. */
async function https(
  place: LabPlace,
  from: HostName,
  request: Omit<HttpsRequest, 'ca'> & { readonly authority: string },
): Promise<HttpsAnswer> {
  const { authority, ...rest } = request;
  const ca = join(pkiFolder(place), `${authority}.crt`);
  const words = ['netns', 'exec', namespaceOf(place, from), process.execPath, PROBE];
  return JSON.parse(
    await run('ip', words, { input: JSON.stringify({ ...rest, ca }) }),
  ) as HttpsAnswer;
}

const api = (path: string) =>
  ({ address: '10.20.1.10', name: API_NAME, authority: 'cluster-ca', path }) as const;
const harbor = (path: string) =>
  ({ address: '10.80.1.20', name: REGISTRY_NAME, authority: 'company-ca', path }) as const;

/** One lab for all components: each test mends what it broke. */
async function labOf(t: Test): Promise<LabPlace | undefined> {
  return (await canBuildLabs(t)) ? startLab(t) : undefined;
}

test('names are forwarded both ways, and big answers arrive', async (t) => {
  const place = await labOf(t);
  if (place === undefined) return;
  const dig = async (from: HostName, ...words: readonly string[]) => {
    const said = await inside(place, from, 'dig', '+short', '+time=2', ...words);
    return said.split('\n').sort();
  };
  t.strictSame(await dig('host', '@10.80.1.54', API_NAME), ['10.20.1.10', '10.20.2.10']);
  t.strictSame(await dig('peer', '@10.20.2.53', REGISTRY_NAME), ['10.80.1.20']);
  t.strictSame(await dig('host', 'node.company.local'), ['10.80.1.10'], 'by its resolv.conf');
  t.ok((await dig('host', BIG_NAME, 'TXT')).join('').length > 1232);
  t.match(await inside(place, 'host', 'dig', 'nobody.example.com'), /status: NXDOMAIN/);
});

test('the API answers as the real one does, under certificates that faults can spoil', async (t) => {
  const place = await labOf(t);
  if (place === undefined) return;
  const anonymous = await https(place, 'host', api('/api/v1/nodes'));
  t.equal(anonymous.status, 401);
  t.match(JSON.parse(anonymous.body ?? ''), { kind: 'Status', reason: 'Unauthorized' });
  t.match(await https(place, 'host', api('/livez')), { status: 200, body: 'ok' });
  const spoiled = {
    'api-certificate-expired': { error: 'CERT_HAS_EXPIRED' },
    'api-certificate-wrong-name': { error: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    'api-certificate-wrong-ca': { error: /SELF_SIGNED|UNABLE_TO|SIGNATURE/ },
    'api-unhealthy': { status: 500 },
  };
  for (const [fault, expected] of Object.entries(spoiled)) {
    await applyFaults(place, [fault]);
    t.match(await https(place, 'host', api('/livez')), expected, fault);
    await clearFaults(place);
  }
});

test('a middlebox answers in the API’s name, from on premises only', async (t) => {
  const place = await labOf(t);
  if (place === undefined) return;
  const trusting = { ...api('/api'), authority: 'proxy-ca' };
  await applyFaults(place, ['tls-interception']);
  const caught = await https(place, 'host', trusting);
  t.match(caught, { status: 401, issuer: 'Example Corp TLS Inspection' });
  t.match(await https(place, 'host', api('/api')), { error: /SELF_SIGNED_CERT_IN_CHAIN/ });
  t.match(await https(place, 'peer', api('/api')), { status: 401, issuer: 'kubernetes' });
  await clearFaults(place);
  await applyFaults(place, ['block-page']);
  t.match(await https(place, 'host', trusting), { status: 200, body: /Access denied/ });
});

const aws = (id: AwsEndpointId, address: string, path = '/') =>
  ({ address, name: AWS_ENDPOINTS[id].name, authority: 'amazon-ca', path }) as const;

test('each AWS endpoint is found by its name, and answers strangers as AWS does', async (t) => {
  const place = await labOf(t);
  if (place === undefined) return;
  const expected: readonly (readonly [AwsEndpointId, string, object])[] = [
    ['sts', '/', { status: 403, body: /^<ErrorResponse .*<Code>MissingAuthenticationToken</ }],
    ['eks', '/', { status: 403, headers: { 'x-amzn-errortype': /^MissingAuth/ } }],
    ['rolesanywhere', '/', { status: 403, headers: { 'x-amzn-errortype': /^MissingAuth/ } }],
    ['rolesanywhere-setup', '/', { status: 403, body: /<Code>AccessDenied</ }],
    ['ssm', '/', { status: 404, headers: { 'x-amzn-requestid': /^[0-9a-f]{32}$/ } }],
    ['ecr-dkr', '/v2/', { status: 401, headers: { 'www-authenticate': /ecr\.amazonaws\.com/ } }],
    ['public-ecr', '/v2/', { status: 401 }],
    ['ecr-layers', '/', { status: 403, body: /<Code>AccessDenied</ }],
    ['ssm-setup', '/', { status: 403, body: /<Code>AccessDenied</ }],
    ['assets', '/manifest.yaml', { status: 200, body: /^supported_eks_releases:/ }],
    ['eks-auth', '/', { status: 403, body: /"message"/ }],
  ];
  for (const [id, path, answer] of expected) {
    const found = await inside(place, 'host', 'dig', '+short', AWS_ENDPOINTS[id].name);
    t.strictSame(found.trim().split('\n').sort(), AWS_ENDPOINTS[id].addresses);
    for (const address of AWS_ENDPOINTS[id].addresses) {
      const heard = await https(place, 'host', aws(id, address, path));
      t.match(heard, { ...answer, issuer: 'Amazon stand-in Root CA' }, `${id} at ${address}`);
    }
  }
  const [, second = ''] = AWS_ENDPOINTS.sts.addresses;
  await applyFaults(place, ['aws-address-dead', 'aws-unavailable']);
  t.match(await https(place, 'host', aws('sts', '10.20.3.44')), { status: 503 });
  t.match(await https(place, 'host', aws('sts', second)), { error: 'ECONNREFUSED' });
  await clearFaults(place);
  await applyFaults(place, ['aws-interception']);
  const caught = { ...aws('sts', second), authority: 'proxy-ca' };
  t.match(await https(place, 'host', caught), { status: 403, body: /<ErrorResponse / });
});

test('the registry takes a blob and gives it back, to who knows the password', async (t) => {
  const place = await labOf(t);
  if (place === undefined) return;
  const { user, password } = REGISTRY_ACCOUNT;
  const login = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`,
  });
  t.match(await https(place, 'host', harbor('/v2/')), { status: 401 });
  t.match(await https(place, 'host', { ...harbor('/v2/'), headers: login('wrong') }), {
    status: 401,
  });
  const headers = login(password);
  const started = await https(place, 'host', {
    ...harbor('/v2/lab/probe/blobs/uploads/'),
    headers,
    method: 'POST',
  });
  t.equal(started.status, 202, started.body ?? started.error ?? '');
  const body = 'a small blob';
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const location = new URL(String(started.headers?.['location']), `https://${REGISTRY_NAME}`);
  const pushed = await https(place, 'host', {
    ...harbor(`${location.pathname}${location.search}&digest=${encodeURIComponent(digest)}`),
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    method: 'PUT',
    body,
  });
  t.equal(pushed.status, 201, pushed.body ?? '');
  const pulled = await https(place, 'host', {
    ...harbor(`/v2/lab/probe/blobs/${digest}`),
    headers,
  });
  t.match(pulled, { status: 200, body });

  await applyFaults(place, ['registry-wrong-password', 'registry-unhealthy']);
  t.match(await https(place, 'host', { ...harbor('/v2/'), headers }), { status: 401 });
  const health = await https(place, 'host', harbor('/api/v2.0/health'));
  t.match(JSON.parse(health.body ?? '') as object, { status: 'unhealthy' });
  await clearFaults(place);
  await applyFaults(place, ['registry-certificate-expired']);
  t.match(await https(place, 'host', harbor('/v2/')), { error: 'CERT_HAS_EXPIRED' });
  await clearFaults(place);
});

test('the routers speak BGP with each other', async (t) => {
  const place = await labOf(t);
  if (place === undefined) return;
  const words = ['--vty_socket', serviceFolder(place, 'bgp-onprem'), '-d', 'bgpd', '-c'];
  let summary = '';
  for (let tries = 0; tries < 100 && !summary.includes('"Established"'); tries += 1) {
    await sleep(100);
    const said = await inside(place, 'onprem-router', 'vtysh', ...words, 'show bgp summary json');
    summary = said.replaceAll(/\s/g, '');
  }
  t.match(summary, /"169\.254\.20\.2":\{[^}]*"state":"Established"/);
});

test('the time server is right to the millisecond, or wrong by ten minutes', async (t) => {
  const place = await labOf(t);
  if (place === undefined) return;
  const offset = async (): Promise<number> => {
    const words = ['-Q', '-t', '4', '-u', 'root', 'server 10.80.1.53 iburst maxsamples 1'];
    const command = ['netns', 'exec', namespaceOf(place, 'host'), 'chronyd', ...words];
    const { signal } = new AbortController();
    const outcome = await execute('ip', command, { timeoutMs: 10_000, signal });
    const said = outcome.kind === 'exited' ? outcome.stderr : outcome.kind;
    return Number(/wrong by (-?[\d.]+) seconds/.exec(said)?.[1]);
  };
  t.ok(Math.abs(await offset()) < 0.005);
  await applyFaults(place, ['clock-wrong']);
  t.ok(Math.abs(Math.abs(await offset()) - 600) < 0.1);
  await removeLab(place);
  const { sharedMemory } = tracesOf(place.name);
  t.notMatch(sharedMemory.join(' '), /faketime/);
});

test('iperf3 measures both servers, and finds the occupied one busy', async (t) => {
  const place = await labOf(t);
  if (place === undefined) return;
  const measure = async (address: string) => {
    const words = ['-c', address, '-J', '-t', '1', '--connect-timeout', '2000'];
    const said = await inside(place, 'host', 'iperf3', ...words).catch(String);
    return said;
  };
  for (const address of ['10.20.3.10', '10.20.3.30']) {
    const { end } = JSON.parse(await measure(address)) as {
      end: { sum_received: { bits_per_second: number } };
    };
    t.ok(end.sum_received.bits_per_second > 1e8, `${end.sum_received.bits_per_second}`);
  }
  await applyFaults(place, ['iperf3-busy']);
  await sleep(200);
  t.match(await measure('10.20.3.10'), /code 1|busy/);
  await clearFaults(place);
  await applyFaults(place, ['iperf3-refused']);
  t.match(await measure('10.20.3.10'), /code 1|refused/);
});
