import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'tap';
import { LAYERS } from '#lib/known-errors/catalogue.ts';
import { main } from '../../src/cli/main.ts';
import { fakeShell } from '../fakes/shell.ts';
import { complaints, explain, explainJson, LOGS } from './explain.ts';

const fixtures = [
  { log: 'clock', finds: 'clock-behind 1, clock-skew-signature 1, clock-not-synchronised 1' },
  {
    log: 'dns',
    finds: 'dns-no-such-host 2, dns-resolver-silent 1, coredns-upstream-silent 1, coredns-loop 1',
  },
  { log: 'proxy', finds: 'proxy-unreachable 1, proxy-needs-login 1, block-page 1' },
  {
    log: 'connect',
    finds: 'connect-timeout 3, connect-refused 1, connect-reset 1, no-route-to-host 1',
  },
  { log: 'tls', finds: 'wrong-cluster-ca 1, tls-intercepted 1, tls-wrong-name 1' },
  { log: 'mtu', finds: 'tls-handshake-stalls 1, large-answer-cut 1, packet-too-long 1' },
  {
    log: 'install',
    finds: 'connect-timeout 1, artifact-host-blocked 1, not-root 1, glibc-too-old 1',
  },
  {
    log: 'credentials',
    finds:
      'ssm-activation-expired 1, ssm-activation-invalid 1, ssm-fingerprint-changed 1, roles-anywhere-session-name 1, role-cannot-be-assumed 1, iam-permission-missing 1',
  },
  { log: 'authorisation', finds: 'api-unauthorized 2, node-name-mismatch 1' },
  {
    log: 'node-network',
    finds:
      'node-ip-outside-networks 1, kubelet-serving-certificate-missing 1, kubelet-unreachable 1, conntrack-full 1',
  },
  { log: 'kubelet', finds: 'cluster-ca-file-missing 1, swap-on 1, containerd-cri-off 1' },
  {
    log: 'registry',
    finds: 'registry-login-refused 1, sandbox-image-missing 1, image-pull-fails 1',
  },
  {
    log: 'pods',
    finds:
      'webhook-unreachable 1, service-address-unreachable 2, aws-cni-on-hybrid-node 1, bgp-not-established 1, network-plugin-missing 1',
  },
];

for (const { log, finds } of fixtures) {
  test(`${log}.log: ${finds}`, async (t) => {
    const { code, report, ...json } = await explainJson([`${log}.log`]);
    t.equal(code, 0);
    t.strictSame(json.complaints, []);
    t.equal(report.causes.map(({ id, count }) => `${id} ${count}`).join(', '), finds);
    const { stdout } = await explain([`${log}.log`]);
    for (const { id, title, evidence } of report.causes) {
      t.match(stdout, `${title}  ${id}\n`);
      t.match(stdout, `| ${log}.log:${evidence[0]?.line ?? 0}: `);
    }
    t.notMatch(`${stdout}${json.stdout}`, 'Planted');
  });
}

test('each layer has a log', (t) => {
  const logs = readdirSync(LOGS).map((file) => basename(file, '.log'));
  t.strictSame(logs.sort(), LAYERS.map(({ id }) => id).sort());
  t.strictSame(fixtures.map(({ log }) => log).sort(), logs.sort());
  t.end();
});

test('a cause says where, since when, about whom, and what proves it', async (t) => {
  const { stdout } = await explain(['connect.log']);
  t.match(stdout, /^4 known errors in 6 lines of connect\.log\n\nCauses\n/);
  t.match(stdout, '3 lines, connect.log:1 to connect.log:3, Nov 20 10:15:02 to Nov 20 10:16:02\n');
  t.match(stdout, 'About 10.20.1.10:443 (1 line), 10.20.2.10:443 (2 lines)\n');
  t.match(stdout, 'Nothing came back from 10.20.2.10', 'the one of most lines');
  t.match(stdout, '$ traceroute -T -p 443 10.20.2.10\n');
  t.match(stdout, '$ hybrid-preflight run --only firewall-ports\n');
  for (const line of stdout.split('\n'))
    t.ok(line.length <= 100 || /^ +(\$ |\S+$)/.test(line), line);
});

test('symptoms stand apart, and what no check proves says so', async (t) => {
  const { stdout } = await explain(['registry.log', 'credentials.log']);
  t.match(
    stdout,
    /Causes\n[^]*registry-login-refused[^]*Symptoms, whose cause stands elsewhere\n[^]*image-pull-fails/,
  );
  t.match(stdout, 'No check of hybrid-preflight proves this.');
});

test('what is piped in is read with and without a dash, and beside files', async (t) => {
  const line = 'dial tcp 10.20.1.10:443: i/o timeout\r\n';
  for (const args of [[], ['-']]) {
    const { code, stdout } = await explain(args, line);
    t.equal(code, 0);
    t.match(stdout, /^1 known error in 1 line of stdin\n[^]*\| stdin:1: dial tcp/);
  }
  const { report } = await explainJson(['dns.log', '-'], line);
  t.strictSame(report.logs, [
    { name: 'dns.log', lines: 7 },
    { name: 'stdin', lines: 1 },
  ]);
  t.equal(report.causes.find(({ id }) => id === 'connect-timeout')?.first.file, 'stdin');
});

test('nothing known: it says so, and what to read', async (t) => {
  const { code, stdout } = await explain([], 'all is well\n');
  t.equal(code, 0);
  t.match(stdout, /^Nothing that is known stands in 1 line of stdin\. That is no proof/);
  t.match(stdout, /journalctl -u kubelet .*--since[^]*nodeadm debug[^]*\/var\/log\/amazon\/ssm\//);
  const json = await explainJson([], '');
  t.equal(json.code, 0);
  t.strictSame(json.complaints, []);
  t.strictSame(json.report.causes, []);
});

const GZIP = Buffer.from('1f8b0800', 'hex');

const refusals = [
  { what: 'nothing, at a terminal', args: [], says: /name log files, pipe a log in, or paste one/ },
  { what: 'a file that is not there', args: ['absent.log'], says: /absent\.log: no such file/ },
  { what: 'a folder', args: ['folder'], says: /folder is a directory: name the files/ },
  { what: 'standard input twice', args: ['-', '-'], says: /only once/ },
  { what: 'a compressed log', args: ['old.gz'], says: /old\.gz is compressed: zcat FILE \|/ },
  { what: 'a journal', args: ['system.journal'], says: /is a journal: journalctl --file FILE \|/ },
  { what: 'a format that nobody knows', args: ['a.log', '--format', 'xml'], says: /format/ },
] as const;

for (const { what, args, says } of refusals) {
  test(`${what} is refused in words, with exit code 2`, async (t) => {
    const folder = t.testdir({
      folder: {},
      'old.gz': GZIP,
      'system.journal': 'LPKSHHRH',
      'a.log': '',
    });
    const { code, stdout, stderr } = await explain(args, undefined, folder);
    t.equal(code, 2);
    t.match(stderr, says);
    t.equal(stdout, '');
    t.notMatch(stderr, /\n\s+at /, 'no stack trace');
  });
}

test('a log that breaks off while it is read is an error of the reader', async (t) => {
  const broken = new Readable({ read: () => broken.destroy(new Error('the disk is gone')) });
  const { code, stderr } = await explain([], broken);
  t.equal(code, 2);
  t.match(stderr, 'stdin: the disk is gone');
});

test('who pastes is told how to end', async (t) => {
  const shell = fakeShell(LOGS, { stdin: 'must run as root\n' });
  const atTerminal = { ...shell, stdin: { ...shell.stdin, isTty: true } };
  t.equal(await main(['explain-log', '-'], atTerminal), 0);
  t.match(shell.said.stderr, 'Ctrl-D');
  t.match(shell.said.stdout, 'not-root');
});

test('Ctrl-C ends a log that is followed, and what was in it is told', async (t) => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    const endless = new Readable({ read: () => undefined });
    endless.push('dial tcp 10.20.1.10:443: i/o timeout\n');
    const shell = fakeShell(LOGS, { stdin: endless });
    const ended = main(['explain-log', '-', '--format', 'json'], shell);
    while (!shell.interrupt(signal)) await new Promise((done) => setImmediate(done));
    t.equal(await ended, code);
    const report: unknown = JSON.parse(shell.said.stdout);
    t.strictSame(complaints(report), []);
    t.match(report, { interrupted: signal });
  }
});

test('colours only where they are wanted', async (t) => {
  const shell = fakeShell(LOGS);
  const colourful = { ...shell, stdout: { ...shell.stdout, colour: true } };
  t.equal(await main(['explain-log', 'dns.log'], colourful), 0);
  t.match(shell.said.stdout, '\u001b[31m✖');
  t.notMatch((await explain(['dns.log'])).stdout, '\u001b[');
});

test('neither a line nor a file’s name commands the terminal', async (t) => {
  const name = 'a\u001b[2Jb\n.log';
  const folder = t.testdir({
    [name]: '\u001b[31mdial tcp 10.20.1.10:443: i/o timeout\u001b[0m\u009b2J\n',
  });
  const { stdout } = await explain([name], undefined, folder);
  t.match(stdout, 'connect-timeout');
  t.notMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test('many subjects are counted, and some are told', async (t) => {
  const log = Array.from(
    { length: 300 },
    (_, index) => `dial tcp 10.20.1.${index % 250}:443: i/o timeout`,
  );
  const { report, ...json } = await explainJson([], log.join('\n'));
  t.strictSame(json.complaints, []);
  const [cause] = report.causes;
  t.equal(cause?.count, 300);
  t.equal(cause?.subjects.length, 8);
  t.equal(cause?.evidence.length, 3);
  t.equal(cause?.otherSubjectLines, 300 - 16);
  t.match((await explain([], log.join('\n'))).stdout, 'others (284 lines)');
});

test('a long line is quoted from both its ends', async (t) => {
  const line = `BEGIN ${'x'.repeat(2000)} dial tcp 10.20.1.10:443: i/o timeout END`;
  const { report } = await explainJson([], line);
  t.match(
    report.causes[0]?.evidence[0]?.text,
    /^BEGIN x+ … x+ dial tcp 10\.20\.1\.10:443: i\/o timeout END$/,
  );
});

test('the catalogue has a page of documentation', (t) => {
  const page = readFileSync(join('docs', 'known-errors.md'), 'utf8');
  for (const { errors } of LAYERS) for (const { id } of errors) t.match(page, `### ${id}\n`);
  t.end();
});
