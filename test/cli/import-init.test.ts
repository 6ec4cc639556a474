import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { copySite, runIn } from './import-world.ts';

const ALL = [
  '--node-config',
  'nodeConfig.yaml',
  '--eksctl',
  'cluster.yaml',
  '--aws-json',
  'answers',
];

test('init writes a whole config out of all three sources, and no secret', async (t) => {
  const folder = copySite(t.testdir({}));
  const said = await runIn(folder, ['init', ...ALL]);
  t.equal(said.code, 0, said.stderr);
  t.match(said.stdout, /settings were read, 4 inferred and marked so\. Look through it, then/);
  const written = readFileSync(join(folder, 'preflight.yaml'), 'utf8');
  t.equal(written, readFileSync('test/golden/imported.yaml', 'utf8'));
  t.notMatch(written + said.stdout + said.stderr, /MARKER/);
  const validated = await runIn(folder, ['validate']);
  t.equal(validated.code, 0, validated.stderr);
  t.match(validated.stdout, /preflight\.yaml is valid/);
});

test('the written config plans what the sources name', async (t) => {
  const folder = copySite(t.testdir({}));
  await runIn(folder, ['init', ...ALL]);
  const { stdout } = await runIn(folder, ['list']);
  for (const id of [
    'firewall-ports:tcp/443@10.20.2.10',
    'dns-forwarding:aws-names@10.20.1.53',
    'dns-forwarding:on-prem-names@10.80.0.54:5353',
  ]) {
    t.match(stdout, id);
  }
});

test('the same sources give the same text to standard output', async (t) => {
  const folder = copySite(t.testdir({}));
  const said = await runIn(folder, ['init', ...ALL, '--path', '-']);
  t.equal(said.code, 0);
  t.equal(said.stdout, readFileSync('test/golden/imported.yaml', 'utf8'));
});

test('what no source says is named as missing, and validate points at it', async (t) => {
  const folder = copySite(t.testdir({}));
  const said = await runIn(folder, ['init', '--node-config', 'gpuNodeConfig.yaml']);
  t.equal(said.code, 0);
  t.match(said.stdout, /Still missing: networks\.vpc, networks\.remoteNodes\. Fill them in/);
  t.match(said.stderr, /"\/etc\/containerd\/certs\.d" on the host, which is not read/);
  const written = readFileSync(join(folder, 'preflight.yaml'), 'utf8');
  t.match(written, /credentials: iam-roles-anywhere # from gpuNodeConfig\.yaml:13/);
  t.match(written, /rolesanywhere\.eu-west-1\.amazonaws\.com/);
  const validated = await runIn(folder, ['validate']);
  t.equal(validated.code, 2);
  t.match(validated.stderr, /preflight\.yaml:12:\d+: networks\.vpc: the list is empty/);
  t.match(validated.stderr, /preflight\.yaml:13:\d+: networks\.remoteNodes: the list is empty/);
});

test('an eksctl file alone says which networks, and that the VPC may have more', async (t) => {
  const folder = copySite(t.testdir({}));
  const said = await runIn(folder, ['init', '--eksctl', 'cluster.yaml', '--path', '-']);
  t.equal(said.code, 0);
  t.match(said.stdout, 'vpc: [10.20.0.0/16] # from cluster.yaml:8; add what else there is');
  t.match(said.stdout, /attachment: transit-gateway\n/);
});

test('answers of AWS alone name the cluster as well', async (t) => {
  const folder = copySite(t.testdir({}));
  const said = await runIn(folder, ['init', '--aws-json', 'answers']);
  t.equal(said.code, 0, said.stderr);
  t.equal((await runIn(folder, ['validate'])).code, 0);
});

interface Conflict {
  readonly of: string;
  readonly change: (folder: string) => void;
  readonly says: RegExp;
}

function edit(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, text.replace(from, to));
}

const conflicts: readonly Conflict[] = [
  {
    of: 'region',
    change: (folder) => {
      edit(folder, 'nodeConfig.yaml', 'region: eu-west-1', 'region: eu-central-1');
    },
    says: /answers\/\S+\.json:4:\d+: cluster\.arn: cluster\.region is "eu-west-1" here, and "eu-central-1" at nodeConfig\.yaml:6/,
  },
  {
    of: 'name',
    change: (folder) => {
      edit(folder, 'cluster.yaml', 'name: prod', 'name: test');
    },
    says: /cluster\.yaml:4:9: metadata\.name: cluster\.name is "test" here, and "prod" at nodeConfig\.yaml:5/,
  },
  {
    of: 'credentials',
    change: (folder) => {
      edit(folder, 'cluster.yaml', 'provider: ssm', 'provider: IRA');
    },
    says: /cluster\.yaml:18:\d+: .*"iam-roles-anywhere" here, and "ssm" at nodeConfig\.yaml:9/,
  },
  {
    of: 'remote node networks',
    change: (folder) => {
      edit(folder, 'cluster.yaml', '[10.80.0.0/16]', '[10.81.0.0/16]');
    },
    says: /networks\.remoteNodes is 10\.80\.0\.0\/16 here, and 10\.81\.0\.0\/16 at cluster\.yaml:21/,
  },
  {
    of: 'the VPC, whose primary block is none of its blocks',
    change: (folder) => {
      edit(folder, 'cluster.yaml', 'cidr: 10.20.0.0/16', 'cidr: 10.30.0.0/16');
    },
    says: /cluster\.yaml:8:\d+: vpc\.cidr: networks\.vpc is 10\.30\.0\.0\/16 here, and 10\.20/,
  },
  {
    of: 'access to the endpoint',
    change: (folder) => {
      edit(folder, 'cluster.yaml', 'publicAccess: false', 'publicAccess: true');
    },
    says: /cluster\.endpointMode is "private" here, and "public-and-private" at cluster\.yaml:10/,
  },
];

for (const { of, change, says } of conflicts) {
  test(`two sources that differ in ${of} are refused, both places named`, async (t) => {
    const folder = copySite(t.testdir({}));
    change(folder);
    const said = await runIn(folder, ['init', ...ALL]);
    t.equal(said.code, 2);
    t.match(said.stderr, says);
    t.notMatch(said.stderr, /MARKER|\n\s+at /);
    t.equal(said.stdout, '');
  });
}

test('files of two clusters are one problem each, not one a setting', async (t) => {
  const folder = copySite(t.testdir({}));
  edit(folder, 'cluster.yaml', 'name: prod', 'name: test');
  edit(folder, 'cluster.yaml', '[10.80.0.0/16]', '[10.81.0.0/16]');
  const { stderr } = await runIn(folder, ['init', ...ALL]);
  t.equal(stderr.trimEnd().split('\n').length, 2);
});

test('a config that exists is kept', async (t) => {
  const folder = copySite(t.testdir({ 'preflight.yaml': 'mine\n' }));
  const said = await runIn(folder, ['init', ...ALL]);
  t.equal(said.code, 2);
  t.match(said.stderr, /exists already: --force/);
  t.equal(readFileSync(join(folder, 'preflight.yaml'), 'utf8'), 'mine\n');
});
