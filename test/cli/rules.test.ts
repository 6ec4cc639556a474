import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import type { FirewallRule } from '#core/firewall-rule.ts';
import type { Result } from '#core/report.ts';
import { main } from '../../src/cli/main.ts';
import { formatRules } from '../../src/cli/rules/format.ts';
import { missingRules } from '../../src/cli/rules/missing.ts';
import { fullReport } from '../fakes/report.ts';
import { fakeShell } from '../fakes/shell.ts';

const CONFIG = `cluster: { name: prod, endpointMode: private }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16], remotePods: [10.85.0.0/16] }
targets: { kubernetesApi: [10.20.1.10, 10.20.2.10] }
resolvers: { onPrem: [10.80.0.53] }
peer: { host: 10.20.3.10, token: "env:TOKEN" }
checks:
  firewall-ports:
    extra: [{ name: node ports, port: 30000-30002, direction: both }, { name: =cmd, host: a.example.com, port: 443 }]
`;

async function rules(folder: string, ...words: readonly string[]) {
  writeFileSync(join(folder, 'preflight.yaml'), CONFIG);
  const shell = fakeShell(folder);
  const code = await main(['rules', ...words], shell);
  return { code, ...shell.said };
}

test('every rule that the config asks for, each direction in a section', async (t) => {
  const { code, stdout } = await rules(t.testdir({}));
  t.equal(code, 0);
  const [toAws = '', toOnPrem = ''] = stdout.split('From AWS to on premises');
  t.match(
    toAws,
    /10\.80\.0\.0\/16 +10\.20\.1\.10 +tcp +443 +Kubernetes API\n +10\.85\.0\.0\/16 +10\.20\.2\.10\n/,
  );
  t.match(toAws, /10\.20\.3\.10 +tcp +30000-30002 +node ports\n/);
  t.match(toOnPrem, /10\.20\.0\.0\/16 +10\.80\.0\.0\/16 +tcp +10250 +kubelet\n/);
  t.match(toOnPrem, /10\.85\.0\.0\/16 +tcp +443 +webhooks/);
  t.match(toOnPrem, /On premises\n[^]*10\.80\.0\.53 +udp +53/);
  t.notMatch(stdout, /15001/, 'what stays inside a pod needs no rule');
});

test('--required-only leaves out the rest', async (t) => {
  const { stdout } = await rules(t.testdir({}), '--required-only');
  t.match(stdout, /Kubernetes API/);
  t.notMatch(stdout, /optional/);
});

test('CSV for a spreadsheet, in which nothing is a formula', async (t) => {
  const { stdout } = await rules(t.testdir({}), '--format', 'csv');
  const rows = stdout.split('\r\n');
  t.equal(rows[0], 'direction,protocol,ports,sources,destinations,purpose,required');
  t.ok(rows.includes("to-aws,tcp,443,10.80.0.0/16,a.example.com,'=cmd,yes"));
  t.ok(
    rows.includes(
      'to-on-prem,tcp,443 8443 9443 10251,10.20.0.0/16,10.85.0.0/16,webhooks and aggregated APIs in pods,yes',
    ),
  );
});

test('commands, each under what it is for; a name is no address', async (t) => {
  const nft = await rules(t.testdir({}), '--format', 'nft');
  t.match(nft.stdout, '# kubelet: tcp 10250 from 10.20.0.0/16 to 10.80.0.0/16\nnft add rule inet');
  t.match(nft.stdout, /# =cmd: .* to a\.example\.com\n# A name has no place/);
  const aws = await rules(t.testdir({}), '--format', 'aws');
  t.match(aws.stdout, '--name prod');
  t.notMatch(aws.stdout, '10.80.0.53 port', 'what stays on premises is not there');
  for (const line of `${nft.stdout}${aws.stdout}`.split('\n')) t.match(line, /^(nft |aws |# |$)/);
});

test('the real nft takes all that is printed, as it stands in a file', async (t) => {
  const { stdout } = await rules(t.testdir({}), '--format', 'nft');
  const ours = stdout.replaceAll(/^nft /gm, '');
  t.ok(ours.split('\n').filter((line) => line.startsWith('add rule')).length > 5);
  t.equal(checkWithNft(ours), 0);
  t.not(checkWithNft(ours.replaceAll('dport', 'sideport')), 0, 'it does look');
});

/** The exit code of a dry run, in a network namespace of its own. */
function checkWithNft(lines: string): number {
  const chain = `add table inet filter
add chain inet filter forward { type filter hook forward priority 0; }
`;
  try {
    execFileSync('unshare', ['-rn', 'nft', '-c', '-f', '-'], {
      input: `${chain}${lines}`,
      stdio: 'pipe',
    });
    return 0;
  } catch {
    return 1;
  }
}

const RULE: FirewallRule = {
  cases: ['firewall-ports:a', 'firewall-ports:b'],
  direction: 'to-aws',
  protocol: 'tcp',
  ports: ['443'],
  sources: [],
  destinations: ['10.20.1.10'],
  purpose: 'API',
  isRequired: true,
};

function result(key: string, status: 'pass' | 'fail', id = 'firewall-ports'): Result {
  return {
    check: { id, title: '', why: '' },
    key,
    from: 'local',
    durationMs: 1,
    outcome: { status, findings: [], metrics: [] },
  };
}

test('what a report does not show is missing, as what it shows to fail', (t) => {
  const missing = (...results: readonly Result[]) => missingRules([RULE], { results }).length;
  t.equal(missing(result('a', 'pass'), result('b', 'pass')), 0);
  t.equal(missing(result('a', 'pass'), result('b', 'fail')), 1);
  t.equal(missing(result('a', 'pass')), 1, 'not measured is not proven');
  t.equal(missing(), 1);
  t.end();
});

test('a rule from anywhere says so', (t) => {
  t.match(formatRules([RULE], 'table', 'prod'), /any +10\.20\.1\.10/);
  t.end();
});

const purposes = [
  { what: 'a formula', purpose: '=1+1', cell: "'=1+1" },
  { what: 'a formula behind spaces', purpose: '  @SUM(A1)', cell: "'  @SUM(A1)" },
  { what: 'a formula behind an escape', purpose: '\u001b[31m+1', cell: "'+1" },
  { what: 'a comma and quotes', purpose: 'a "b", c', cell: '"a ""b"", c"' },
  { what: 'a line end', purpose: 'a\nb', cell: '"a\nb"' },
] as const;

for (const { what, purpose, cell } of purposes) {
  test(`CSV of a purpose with ${what}`, (t) => {
    const [, ...rows] = formatRules([{ ...RULE, purpose }], 'csv', 'prod').split('\r\n');
    t.strictSame(rows, [`to-aws,tcp,443,,10.20.1.10,${cell},yes`, '']);
    t.end();
  });
}

test('a purpose of several lines is one comment, and commands nothing', (t) => {
  const purpose = 'x\nrm -rf /\r\nreboot\u0085halt\u001b[2J';
  for (const format of ['nft', 'aws'] as const) {
    const [comment, command, end] = formatRules([{ ...RULE, purpose }], format, 'a\nb').split('\n');
    t.equal(comment, '# x rm -rf / reboothalt: tcp 443 from this host to 10.20.1.10');
    t.match(command, /^(nft|aws) /);
    t.equal(end, '');
  }
  t.end();
});

test('--missing reads a saved report', async (t) => {
  const folder = t.testdir({ 'report.json': JSON.stringify(fullReport()), 'other.json': '{}' });
  const found = await rules(folder, '--missing', 'report.json');
  t.equal(found.code, 0);
  t.match(found.stderr, /^\d+ of \d+ rules are not in force, or not proven, in report\.json/);
  for (const file of ['other.json', 'absent.json']) {
    const { code, stderr } = await rules(folder, '--missing', file);
    t.equal(code, 2);
    t.match(stderr, file);
  }
  const { code, stderr } = await rules(folder, '--format', 'yaml');
  t.equal(code, 2);
  t.match(stderr, /format/);
});

test('nothing is missing where every case of every rule passed', async (t) => {
  const folder = t.testdir({});
  writeFileSync(join(folder, 'preflight.yaml'), CONFIG);
  const shell = fakeShell(folder);
  await main(['list', '--json'], shell);
  // What list prints is held against its own tests.
  const { cases } = JSON.parse(shell.said.stdout) as { readonly cases: readonly Planned[] };
  const results = cases.map(({ check, key, from }) => ({ ...result(key, 'pass', check), from }));
  writeFileSync(join(folder, 'report.json'), JSON.stringify({ ...fullReport(), results }));
  const { code, stdout, stderr } = await rules(folder, '--missing', 'report.json');
  t.equal(code, 0);
  t.equal(stdout, '');
  t.match(stderr, /^Nothing is missing: report\.json shows all \d+ rules in force\.$/m);
});

type Planned = { readonly check: string; readonly key: string; readonly from: 'local' | 'peer' };
