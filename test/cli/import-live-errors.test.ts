import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'tap';
import { main } from '../../src/cli/main.ts';
import { fakeShell } from '../fakes/shell.ts';
import { ACTIONS, type Trouble } from '../servers/aws.ts';
import { copySite, runIn } from './import-world.ts';
import { LIVE, logIn, withAws, written } from './live-world.ts';

const GONE = { status: 404, code: 'ResourceNotFoundException', message: 'MARKER-WORDS' };

const ends: readonly {
  readonly of: string;
  readonly trouble: Trouble;
  readonly says: RegExp;
}[] = [
  {
    of: 'a cluster that is not there',
    trouble: GONE,
    says: /there is no cluster "prod" in eu-west-1 in the account of these credentials: look at --cluster/,
  },
  {
    of: 'a refusal',
    trouble: { status: 403, code: 'AccessDeniedException', message: 'MARKER-WORDS' },
    says: /AWS refuses eks:DescribeCluster for the cluster "prod" in eu-west-1 .*allow it in their policy/,
  },
  {
    of: 'credentials that have expired',
    trouble: { status: 403, code: 'ExpiredTokenException' },
    says: /the credentials have expired; get new ones/,
  },
  {
    of: 'credentials of nobody, or a region that is not enabled',
    trouble: { status: 403, code: 'UnrecognizedClientException' },
    says: /AWS does not accept these credentials there; look at AWS_PROFILE/,
  },
  {
    of: 'an error of AWS',
    trouble: { status: 400, code: 'ServerException\u001b[2J' },
    says: /AWS or its SDK answered an error without a name; try it with the AWS CLI/,
  },
];

for (const { of, trouble, says } of ends) {
  test(`${of} ends it with one line`, async (t) => {
    const folder = copySite(t.testdir({}));
    const said = await withAws({ trouble: { 'eks:DescribeCluster': trouble } }, () =>
      runIn(folder, LIVE),
    );
    t.equal(said.code, 2);
    t.match(said.stderr, says);
    t.equal(said.stderr.trimEnd().split('\n').length, 1);
    t.notMatch(said.stderr + said.stdout, /MARKER|\u001b|\n\s+at /);
    t.throws(() => statSync(join(folder, 'preflight.yaml')));
  });
}

test('what is refused is a note that names the action, and stays open', async (t) => {
  const folder = copySite(t.testdir({}));
  const refused = ACTIONS.filter((action) => action !== 'eks:DescribeCluster');
  const trouble = Object.fromEntries(
    refused.map((action) => {
      const code = action.startsWith('ec2') ? 'UnauthorizedOperation' : 'AccessDeniedException';
      return [action, { status: action.startsWith('ec2') ? 403 : 400, code, message: 'MARKER' }];
    }),
  );
  const said = await withAws({ trouble }, () => runIn(folder, LIVE));
  t.equal(said.code, 0, said.stderr);
  const followUps = /SearchTransitGatewayRoutes|ListResolverEndpointIpAddresses/;
  for (const action of refused.filter((name) => !followUps.test(name))) {
    t.match(said.stderr, `note: AWS refuses ${action} to these credentials`);
  }
  t.match(written(folder), /#\s+kubernetesApi:/);
  t.notMatch(said.stderr, /MARKER/);
});

test('the markers of the credentials are nowhere, even where everything fails', async (t) => {
  const folder = copySite(t.testdir({}));
  const said = await withAws({ trouble: { '*': { status: 400, code: 'Odd' } } }, () =>
    runIn(folder, LIVE),
  );
  t.equal(said.code, 2);
  t.match(said.stderr, 'AWS or its SDK answered Odd');
  t.notMatch(said.stderr, /MARKER/);
});

const absent: readonly {
  readonly of: string;
  readonly set: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly says: RegExp;
}[] = [
  {
    of: 'no credentials',
    set: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SESSION_TOKEN: '' },
    says: /AWS cannot be asked about "prod" in eu-west-1: no credentials were found; set AWS_PROFILE/,
  },
  {
    of: 'no region',
    set: {},
    args: ['init', '--aws', '--cluster', 'prod'],
    says: /AWS cannot be asked about "prod": no region is named; name it by --region/,
  },
  {
    of: 'an endpoint that is not there',
    set: { AWS_ENDPOINT_URL_EKS: 'http://127.0.0.1:1' },
    says: /127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\); look at the way there/,
  },
  {
    of: 'no cluster',
    set: {},
    args: ['init', '--aws', '--region', 'eu-west-1'],
    says: /--aws needs the name of the cluster: --cluster, --node-config or --eksctl/,
  },
  {
    of: 'an impossible cluster',
    set: {},
    args: ['init', '--aws', '--region', 'eu-west-1', '--cluster', '../x'],
    says: /--cluster "\.\.\/x" is no name of an EKS cluster/,
  },
  {
    of: 'an impossible region',
    set: {},
    args: [...LIVE, '--region', 'eu-west-1.example.com/'],
    says: /"eu-west-1\.example\.com\/" is no AWS region: name a region such as eu-west-1 by --region/,
  },
  {
    of: 'options that mean nothing alone',
    set: {},
    args: ['init', '--save-aws', 'kept'],
    says: /--cluster, --region and --save-aws go with --aws/,
  },
];

for (const { of, set, args = LIVE, says } of absent) {
  test(`refused: ${of}`, async (t) => {
    const folder = copySite(t.testdir({}));
    const said = await withAws({}, () => {
      for (const [name, value] of Object.entries(set)) {
        if (value === '') Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
      return runIn(folder, args);
    });
    t.equal(said.code, 2, said.stdout);
    t.match(said.stderr, says);
    t.notMatch(said.stderr, /MARKER|\n\s+at /);
  });
}

test('a portal that answers instead of AWS is told', async (t) => {
  const folder = copySite(t.testdir({}));
  const portal = createServer((_, response) => response.end('<html>Please log in</html>'));
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  const { port } = portal.address() as AddressInfo;
  logIn(`http://127.0.0.1:${port}`);
  const said = await runIn(folder, LIVE);
  portal.close();
  portal.closeAllConnections();
  t.equal(said.code, 2);
  t.match(said.stderr, 'what answers there is not AWS: it cannot be read');
});

test('a proxy of the environment is used', async (t) => {
  const folder = copySite(t.testdir({}));
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' }).end('{}');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  logIn('http://eks.example.com');
  const shell = fakeShell(folder, { environment: { HTTP_PROXY: `http://127.0.0.1:${port}` } });
  const code = await main(LIVE, shell);
  proxy.close();
  proxy.closeAllConnections();
  t.equal(code, 2);
  t.strictSame(asked, ['http://eks.example.com/clusters/prod']);
});

test('AWS that is silent is told after two seconds, and Ctrl-C ends it', async (t) => {
  const folder = copySite(t.testdir({}));
  await withAws({ trouble: { '*': 'silent' } }, async () => {
    const shell = fakeShell(folder);
    const ended = main(LIVE, shell);
    while (!shell.said.stderr.includes('asking AWS')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    shell.interrupt('SIGINT');
    t.equal(await ended, 130);
    t.equal(shell.said.stderr, 'asking AWS: 0 answers so far\n');
  });
});
