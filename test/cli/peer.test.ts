import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Test, test } from 'tap';
import type { Report } from '#core/report.ts';
import { createClock } from '../../src/io/clock.ts';
import { dialPsk } from '../../src/io/psk.ts';
import { greetPeer } from '../../src/peer/client.ts';
import { generateToken, keyOf } from '../../src/peer/token.ts';
import { main } from '../../src/cli/main.ts';
import { fakeFar } from '../fakes/far.ts';
import { fakeShell } from '../fakes/shell.ts';

const PROGRAM = 'bin/hybrid-preflight.js';

interface RunningPeer {
  readonly child: ChildProcess;
  readonly port: number;
  readonly said: { stdout: string; stderr: string };
  readonly ended: Promise<number | null>;
}

function startPeer(t: Test, ...args: readonly string[]): Promise<RunningPeer> {
  return launch(t, ['--listen', '127.0.0.1:0', ...args]);
}

async function launch(t: Test, args: readonly string[]): Promise<RunningPeer> {
  const words = [PROGRAM, 'peer', ...args];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  t.teardown(() => child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said.stdout += chunk.toString();
      const [, found] =
        /(?:Listening on|Calling) 127\.0\.0\.1:(\d+)[^]*In the host/.exec(said.stdout) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', () => {
      reject(new Error(said.stderr));
    });
  });
  return { child, port, said, ended };
}

/** A config whose kubelet port is measured from the far side. */
function configFor(folder: string, port: number, way = 'host'): string {
  const file = join(folder, 'preflight.yaml');
  const lines = [
    'cluster: { name: lab, endpointMode: private }',
    'networks: { vpc: [10.20.0.0/16], remoteNodes: [127.0.0.0/8] }',
    'node: { address: 127.0.0.1 }',
    `peer: { ${way}: 127.0.0.1, port: ${port}, token: "file:${join(folder, 'token')}" }`,
    '',
  ];
  writeFileSync(file, lines.join('\n'));
  return file;
}

async function runAgainst(folder: string, port: number, way?: 'listen'): Promise<Report> {
  const report = join(folder, 'report.json');
  const words = ['run', '-c', configFor(folder, port, way), '--quiet', '-o', `json=${report}`];
  const child = spawn(process.execPath, [PROGRAM, ...words, '--only', '*:peer:tcp/10250@*'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await new Promise((resolve) => child.once('exit', resolve));
  return JSON.parse(readFileSync(report, 'utf8')) as Report;
}

const kubelet = ({ results }: Report) =>
  results.find(({ from, key }) => from === 'peer' && key === 'tcp/10250@127.0.0.1');

test('a case is measured at the far side, with one token on both; --once ends after it', async (t) => {
  const folder = t.testdir({ token: `${generateToken()}\n` });
  const peer = await startPeer(t, '--once', '--token-file', join(folder, 'token'));
  const result = kubelet(await runAgainst(folder, peer.port));
  t.match(result, { outcome: { status: 'pass' }, measurement: { kind: 'probed' } });
  t.equal(await peer.ended, 0);
  const acts = peer.said.stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  t.match(acts[0], { session: 1, from: '127.0.0.1', event: 'hello' });
  t.match(acts.at(-1), { event: 'end' });
  const token = readFileSync(join(folder, 'token'), 'utf8').trim();
  t.notOk(`${peer.said.stdout}${peer.said.stderr}`.includes(token), 'the token is never told');
});

test('another token, or nobody, turns the case into an error that says so', async (t) => {
  const folder = t.testdir({ token: generateToken() });
  const peer = await startPeer(t);
  t.match(peer.said.stdout, /The token, shown this once:\n {2}[\w-]{43}\n/);
  const refused = kubelet(await runAgainst(folder, peer.port));
  t.match(refused, {
    outcome: { status: 'error', fault: { kind: 'environment', message: /cannot be had/ } },
  });
  peer.child.kill('SIGTERM');
  t.equal(await peer.ended, 143);
  t.match(peer.said.stderr, /"event":"refused"/);
  const absent = kubelet(await runAgainst(folder, peer.port));
  t.match(absent, { outcome: { status: 'error', fault: { message: /ECONNREFUSED/ } } });
});

test('wrong options are told before anything listens', async (t) => {
  const folder = t.testdir({ short: 'hunter2' });
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['--listen', 'here'], /write an address and a port/],
    [['--listen', '127.0.0.1:99999'], /write an address and a port/],
    [['--allow', 'everybody'], /write a network/],
    [['--dial', 'example.com:7443'], /--dial example\.com:7443: write an address and a port/],
    [['--vpc-resolver', '10.0.0.2'], /--vpc-resolver 10\.0\.0\.2: write an address and a port/],
    ...['', '0', '1-99999', '9-1', 'http'].map(
      (ports) => [['--ports', ports], /write ports and ranges/] as const,
    ),
    [['--dial', '127.0.0.1:1', '--listen', '127.0.0.1:2'], /mutually exclusive/],
    [['--token-file', join(folder, 'absent')], /cannot be read \(ENOENT\)/],
    [['--token-file', join(folder, 'short')], /at least 22 letters/],
    [['--token-env', 'NO_SUCH_VARIABLE'], /is not set/],
    [['--listen', '192.0.2.1:7443'], /cannot listen on 192\.0\.2\.1:7443: EADDRNOTAVAIL/],
  ];
  for (const [words, message] of wrong) {
    const shell = fakeShell(folder);
    t.equal(await main(['peer', ...words], shell), 2, words.join(' '));
    t.match(shell.said.stderr, message);
    t.notMatch(shell.said.stderr, /hunter2/);
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

test('where only the far side may open connections, it calls the host that waits', async (t) => {
  const folder = t.testdir({ token: generateToken() });
  const port = await freePort();
  const at = `127.0.0.1:${port}`;
  const peer = await launch(t, ['--once', '--dial', at, '--token-file', join(folder, 'token')]);
  t.match(peer.said.stdout, `listen: 127.0.0.1, port: ${port}`);
  const result = kubelet(await runAgainst(folder, port, 'listen'));
  t.match(result, { outcome: { status: 'pass' }, measurement: { kind: 'probed' } });
  t.equal(await peer.ended, 0);
});

test('a peer that was killed is started again on the same port, and serves', async (t) => {
  const folder = t.testdir({ token: generateToken() });
  const token = ['--token-file', join(folder, 'token')];
  const first = await startPeer(t, ...token);
  t.match(kubelet(await runAgainst(folder, first.port)), { outcome: { status: 'pass' } });
  first.child.kill('SIGKILL');
  await first.ended;
  const second = await launch(t, ['--listen', `127.0.0.1:${first.port}`, ...token]);
  t.match(kubelet(await runAgainst(folder, second.port)), { outcome: { status: 'pass' } });
});

test('a wait for the call of a peer can be ended', async (t) => {
  const folder = t.testdir({ token: generateToken() });
  const shell = fakeShell(folder);
  const config = configFor(folder, await freePort(), 'listen');
  const running = main(['run', '-c', config], shell);
  while (!shell.said.stderr.includes('Waiting for the peer')) await sleep(10);
  shell.interrupt('SIGTERM');
  t.equal(await running, 143);
  t.equal(shell.said.stdout, '');
});

test('more hosts at once than a peer serves are told so', async (t) => {
  const folder = t.testdir({ token: generateToken() });
  const peer = await startPeer(t, '--token-file', join(folder, 'token'));
  const parsed = keyOf(readFileSync(join(folder, 'token'), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.why);
  const { key } = parsed;
  const at = { address: '127.0.0.1', port: peer.port };
  const { signal } = new AbortController();
  const host = { tool: 'host', clock: createClock(), near: fakeFar({}) };
  const greet = async () => greetPeer(await dialPsk(at, { key, signal }), host);
  const served = [];
  for (let count = 0; count < 16; count += 1) served.push(await greet());
  await t.rejects(greet(), /lost/);
  t.match(peer.said.stderr, /"event":"refused","why":"16 sessions are open"/);
  await served[0]?.close();
  await sleep(200);
  await (await greet()).close();
  await Promise.all(served.map((one) => one.close()));
});
