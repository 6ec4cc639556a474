import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'tap';
import { canBuildLabs, labName, labRoot } from './lab-world.ts';
import { processesThatMention, tracesOf } from './traces.ts';

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface How {
  readonly killAfterMs?: number;
  readonly path?: string | undefined;
  readonly environment?: Readonly<Record<string, string>>;
}

const PROGRAM = 'bin/hybrid-preflight.js';

/** Runs `hybrid-preflight lab …` as a user would, killed after a while if so asked. */
async function lab(
  root: string,
  args: readonly string[],
  { killAfterMs, path = process.env['PATH'], environment = {} }: How = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, 'lab', ...args], {
    env: { ...process.env, ...environment, PATH: path, HYBRID_PREFLIGHT_LAB_ROOT: root },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const timer =
    killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise((resolve) => {
    // Not `close`: what a killed creator has started may hold the pipes a while.
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      setImmediate(() => {
        resolve({ code, signal, stdout, stderr });
      });
    });
  });
}

test('a lab comes up, is listed, runs commands, and goes without a trace', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const root = labRoot(t);
  const name = labName();
  const before = tracesOf(name);
  t.teardown(() => lab(root, ['down', '--all']));

  const up = await lab(root, ['up', '--strict', '--name', name]);
  t.equal(up.code, 0, up.stderr);
  t.match(up.stdout, /is up after \d+\.\d s/);
  const again = await lab(root, ['up', '--name', name]);
  t.equal(again.code, 2);
  t.match(again.stderr, /is up already/);

  const status = await lab(root, ['status', '--name', name]);
  t.match(status.stdout, /resolver-a +resolver-a +up: BIND/);
  t.notMatch(status.stdout, / down: /);

  const words = ['a b', '$(id)', '*', '"', '-n', '7'];
  const script = 'console.log(JSON.stringify(process.argv.slice(1))); process.exitCode = 42';
  const ran = await lab(root, [
    ...['exec', 'host', '--name', name, '--', process.execPath, '-e', script, '--'],
    ...words,
  ]);
  t.strictSame(JSON.parse(ran.stdout), words);
  t.equal(ran.code, 42);
  const environment = { HTTPS_PROXY: 'http://192.0.2.1:3128' };
  const env = await lab(root, ['exec', 'host', '--name', name, '--', 'env'], { environment });
  t.match(env.stdout, /^PATH=/m);
  t.notMatch(env.stdout, /PROXY/, 'the machine’s proxies are none of the lab’s');
  t.equal((await lab(root, ['exec', 'nobody', '--name', name, '--', 'true'])).code, 2);
  t.equal((await lab(root, ['exec', 'host', '--name', name])).code, 2);

  t.equal((await lab(root, ['down', '--name', name])).code, 0);
  t.strictSame(tracesOf(name), before);
  t.strictSame(processesThatMention(root), []);
  t.notOk(existsSync(join(root, name)));
  t.equal((await lab(root, ['down', '--name', name])).code, 2, 'there is none');
});

test('what a killed `lab up` leaves is found and removed, whenever it was killed', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const root = labRoot(t);
  const name = labName();
  const before = tracesOf(name);
  const moments = [150, 250, 300, 350, 400, 450, 500, 600];
  const left: number[] = [];
  for (const killAfterMs of moments) {
    await lab(root, ['up', '--name', name], { killAfterMs });
    left.push(tracesOf(name).namespaces.length);
    const down = await lab(root, ['down', '--all']);
    t.equal(down.code, 0, down.stderr);
    t.strictSame(tracesOf(name), before, `killed after ${killAfterMs} ms`);
    t.strictSame(processesThatMention(root), []);
  }
  t.ok(Math.max(...left) > 0, `some were killed in the act: ${left.join(', ')} namespaces`);
});

test('a component that does not start takes the lab down, and its log is kept', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const root = labRoot(t);
  const name = labName();
  const before = tracesOf(name);
  const broken = t.testdir({ irtt: '#!/bin/sh\necho "no reflecting today"\nexit 3\n' });
  chmodSync(join(broken, 'irtt'), 0o755);
  const path = `${broken}:${process.env['PATH'] ?? ''}`;
  const up = await lab(root, ['up', '--name', name], { path });
  t.equal(up.code, 2);
  t.match(up.stderr, /delay reflector \(irtt\) ended with 3:\nno reflecting today/);
  t.notMatch(up.stderr, /\n +at /, 'no stack');
  const [, logs = ''] = /its logs are in (.+)/.exec(up.stderr) ?? [];
  t.equal(readFileSync(join(logs, 'irtt.log'), 'utf8'), 'no reflecting today\n');
  rmSync(logs, { recursive: true });
  t.strictSame(tracesOf(name), before);
  t.strictSame(processesThatMention(root), []);
});

test('an interrupted `lab up` removes what it has made', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const root = labRoot(t);
  const name = labName();
  const before = tracesOf(name);
  const child = spawn(process.execPath, [PROGRAM, 'lab', 'up', '--name', name], {
    env: { ...process.env, HYBRID_PREFLIGHT_LAB_ROOT: root },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    if (said === '') child.kill('SIGINT'); // a second one would end it at once
    said += chunk.toString();
  });
  t.equal(await ended, 130, said);
  t.match(said, /the lab was removed/);
  t.strictSame(tracesOf(name), before);
});

test('folders and mounts that its programs make for themselves go with the lab', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const root = labRoot(t);
  const name = labName();
  const env = { ...process.env, HYBRID_PREFLIGHT_LAB_ROOT: root };
  const words = ['--mount', 'sh', 'test/lab/fresh-run.sh', process.execPath, PROGRAM, name];
  const ran = spawnSync('unshare', words, { env, encoding: 'utf8' });
  t.equal(ran.stdout, 'frr\nganesha\nmount\nnetns\nthen\nmount\n', ran.stderr);
});

test('two labs stand side by side, and one goes without the other', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const root = labRoot(t);
  const [one, two] = [labName(), `${labName()}b`];
  t.teardown(() => lab(root, ['down', '--all']));
  const ups = await Promise.all([one, two].map((name) => lab(root, ['up', '--name', name])));
  t.strictSame(
    ups.map(({ code }) => code),
    [0, 0],
    ups.map(({ stderr }) => stderr).join('\n'),
  );
  t.equal((await lab(root, ['down', '--name', one])).code, 0);
  const other = await lab(root, ['exec', 'host', '--name', two, '--', 'ping', '-c1', '10.20.1.10']);
  t.equal(other.code, 0, other.stdout);
  execFileSync('ip', ['netns', 'add', `hp-${two}x-host`]); // of somebody else, with a name much like ours
  t.teardown(() => execFileSync('ip', ['netns', 'del', `hp-${two}x-host`]));
  const elsewhere = await lab(labRoot(t), ['up', '--name', two]);
  t.equal(elsewhere.code, 2);
  t.match(elsewhere.stderr, /choose another --name/);
  const all = await lab(root, ['down', '--all']);
  t.ok(existsSync(`/run/netns/hp-${two}x-host`), 'nothing that the lab did not make is touched');
  t.equal(all.stdout, `Lab "${two}" is removed.\n`);
  await sleep(0);
  t.strictSame(processesThatMention(root), []);
});

test('the catalogue is printed one fault a line, name first; wrong names change nothing', async (t) => {
  const root = labRoot(t);
  const { stdout, code } = await lab(root, ['fault', '--list']);
  t.equal(code, 0);
  const names = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ')[0]);
  t.ok(names.length >= 50, `${names.length} faults`);
  t.ok(
    names.every((name) => /^[a-z][a-z0-9-]+$/.test(name ?? '')),
    names.join(' '),
  );
  const wrong = await lab(root, ['fault', 'api-drip']);
  t.equal(wrong.code, 2);
  t.match(wrong.stderr, /did you mean "api-drop"/);
  const none = await lab(root, ['clear']);
  t.equal(none.code, 2);
  t.match(none.stderr, /is not up/);
  const name = await lab(root, ['up', '--name', '../etc']);
  t.equal(name.code, 2);
  t.match(name.stderr, /cannot be the name of a lab/);
});
