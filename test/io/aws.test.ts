import { spawnSync } from 'node:child_process';
import { test } from 'tap';
import fc from 'fast-check';
import { ask, commandOf } from '../../src/io/aws/ask.ts';
import { createClients } from '../../src/io/aws/clients.ts';
import { failureOf } from '../../src/io/aws/failure.ts';
import { plainAnswer } from '../../src/io/aws/plain.ts';
import { readAccount } from '../../src/io/aws/read-account.ts';
import { startFakeAws } from '../servers/aws.ts';
import { ACCESS_KEY, SECRET_KEY, SESSION_TOKEN } from '../servers/aws-signature.ts';
import { SITE } from '../cli/import-world.ts';

const OPTIONS = { callMs: 5000, signal: new AbortController().signal };
const ACTION = 'ec2:DescribeVpcs';

test('an action has the name that the CLI gives it', (t) => {
  t.equal(commandOf(ACTION), 'ec2 describe-vpcs');
  t.equal(
    commandOf('route53resolver:ListResolverEndpointIpAddresses'),
    'route53resolver list-resolver-endpoint-ip-addresses',
  );
  t.end();
});

test('pages without end are left, and the token that remains says so', async (t) => {
  let pages = 0;
  const page = (): Promise<object> =>
    Promise.resolve({ Vpcs: [{ n: (pages += 1) }], NextToken: String(pages) });
  const asked = await ask({ action: ACTION, of: null, page }, OPTIONS);
  t.equal(pages, 50);
  t.match(asked, { ok: true, answer: { value: { NextToken: '50', Vpcs: { length: 50 } } } });
  const same = await ask(
    { action: ACTION, of: null, page: () => Promise.resolve({ Vpcs: [1], NextToken: 'a' }) },
    OPTIONS,
  );
  t.match(same, { ok: true, answer: { value: { NextToken: 'a', Vpcs: [1, 1] } } });
});

test('what is silent is a gap after its time', async (t) => {
  const aws = await startFakeAws(`${SITE}/answers`, { trouble: { '*': 'silent' } });
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: SECRET_KEY,
    AWS_SESSION_TOKEN: SESSION_TOKEN,
    AWS_ENDPOINT_URL: aws.url,
  });
  const { signal } = OPTIONS;
  const question = { cluster: 'prod', region: 'eu-west-1', environment: {}, signal, callMs: 300 };
  const reading = await readAccount(question);
  await aws.close();
  const failure = { kind: 'timeout', afterMs: 300 };
  t.strictSame(reading, {
    ok: false,
    region: 'eu-west-1',
    gap: { action: 'eks:DescribeCluster', failure },
  });
});

test('Route 53 Resolver is asked at its own host, in every partition', async (t) => {
  const clients = createClients({ region: 'eu-west-1', environment: {} });
  const { endpointProvider } = clients.resolver.config;
  const host = (parameters: object): string => endpointProvider(parameters as never).url.hostname;
  t.equal(host({ Region: 'eu-west-1' }), 'route53resolver.eu-west-1.amazonaws.com');
  t.equal(host({ Region: 'cn-north-1' }), 'route53resolver.cn-north-1.amazonaws.com.cn');
  t.equal(
    host({ Region: 'us-gov-west-1', UseFIPS: true }),
    'route53resolver-fips.us-gov-west-1.amazonaws.com',
  );
  t.equal(host({ Region: 'eu-west-1', Endpoint: 'http://127.0.0.1:9' }), '127.0.0.1');
  clients.close();
});

const failures: readonly (readonly [of: string, error: unknown, kind: string])[] = [
  ['a session that ended', named('TokenProviderError', 'x'), 'no-session'],
  [
    'a session that ended, told by the chain',
    named('CredentialsProviderError', 'The SSO session associated with this profile has expired'),
    'no-session',
  ],
  ['no profile', named('CredentialsProviderError', 'Could not resolve'), 'no-credentials'],
  ['an old request', named('RequestExpired', ''), 'clock'],
  ['throttling', named('RequestLimitExceeded', ''), 'throttled'],
  ['a proxy that decrypts', coded('SELF_SIGNED_CERT_IN_CHAIN'), 'untrusted'],
  ['a connection that takes too long', named('TimeoutError', ''), 'unreachable'],
  ['several addresses', new AggregateError([coded('ECONNREFUSED')]), 'unreachable'],
  ['a cause', new Error('x', { cause: coded('ENOTFOUND') }), 'no-such-host'],
  ['no error at all', 'text', 'other'],
];

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

function coded(code: string): Error {
  return Object.assign(new Error('x'), { code });
}

for (const [of, error, kind] of failures) {
  test(`failure: ${of}`, (t) => {
    t.equal(failureOf(error).kind, kind);
    t.end();
  });
}

test('no error whatever throws, or brings its words along', (t) => {
  fc.assert(
    fc.property(fc.anything(), fc.string(), (thing, text) => {
      const one = failureOf(thing);
      const two = failureOf(named(text, `MARKER ${text}`));
      return typeof one.kind === 'string' && !JSON.stringify(two).includes('MARKER ');
    }),
  );
  t.end();
});

test('an answer is plain, and without what secures tunnels and sessions', (t) => {
  const at = new Date('2026-11-20T12:00:00Z');
  const tunnel = { PreSharedKey: 'MARKER', OutsideIpAddress: '203.0.113.1' };
  const given = {
    $metadata: { requestId: '1' },
    VpnConnections: [{ CustomerGatewayConfiguration: 'MARKER', Options: { tunnel }, at }],
    virtualInterfaces: [{ authKey: 'MARKER', customerRouterConfig: 'MARKER', mtu: undefined }],
  };
  t.strictSame(plainAnswer(given), {
    VpnConnections: [
      {
        Options: { tunnel: { OutsideIpAddress: '203.0.113.1' } },
        at: '2026-11-20T12:00:00.000Z',
      },
    ],
    virtualInterfaces: [{}],
  });
  t.end();
});

/** Runs the program, and returns the names of the packages of the SDK that it loaded. */
function loadedBy(args: readonly string[]): readonly string[] {
  const watch = `
    import { registerHooks } from 'node:module';
    const seen = new Set();
    registerHooks({ resolve(name, context, next) { if (/^@(aws-sdk|smithy)\\//.test(name)) seen.add(name); return next(name, context); } });
    process.on('exit', () => console.error('LOADED' + JSON.stringify([...seen])));`;
  const preload = `data:text/javascript,${encodeURIComponent(watch)}`;
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const script = `process.argv.splice(1, 0, 'preflight'); await import('${process.cwd()}/src/cli/entry.ts')`;
  const start = ['--import', preload, '--input-type=module', '-e', script, '--', ...args];
  const { stderr } = spawnSync(process.execPath, start, { encoding: 'utf8', env });
  const found = /LOADED(\[.*\])/.exec(stderr)?.[1];
  if (found === undefined) throw new Error(stderr);
  return JSON.parse(found) as readonly string[];
}

test('only who asks AWS loads its SDK', (t) => {
  const files = ['--aws-json', `${SITE}/answers`, '--path', '-'];
  t.strictSame(loadedBy(['init', ...files]), []);
  t.strictSame(loadedBy(['run', '--node-config', `${SITE}/nodeConfig.yaml`, '--only', 'x']), []);
  const live = loadedBy(['init', '--aws', '--cluster', 'prod', '--region', 'eu-west-1']);
  t.ok(live.includes('@aws-sdk/client-ec2'));
  t.end();
});
