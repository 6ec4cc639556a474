import { chmodSync, existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { execute, type ExecOptions, type ExecOutcome } from '../../src/io/exec.ts';
import { serveTcp } from '../servers/dns.ts';

const forever = new AbortController().signal;
const LONG: ExecOptions = { timeoutMs: 60_000, signal: forever };

function runScript(script: string, options: Partial<ExecOptions> = {}): Promise<ExecOutcome> {
  return execute(process.execPath, ['-e', script], { ...LONG, ...options });
}

test('a program that exits gives its code and what it said', async (t) => {
  const outcome = await runScript(
    `process.stdout.write('out'); process.stderr.write('err'); process.exitCode = 3`,
  );
  t.strictSame(outcome, { kind: 'exited', code: 3, stdout: 'out', stderr: 'err' });
});

test('a program reads nothing, speaks the C locale and finds the system’s tools', async (t) => {
  const outcome = await runScript(
    `process.stdin.resume().on('end', () => console.log(process.env.LC_ALL, process.env.PATH))`,
  );
  t.match(outcome, { kind: 'exited', stdout: /^C .*:\/usr\/sbin:\/sbin:\/usr\/bin:\/bin$/ });
});

test('an argument is no shell text', async (t) => {
  const outcome = await execute(process.execPath, ['-p', 'process.argv[1]', '$(id); *'], LONG);
  t.match(outcome, { kind: 'exited', stdout: '$(id); *' });
});

test('a program that is not there is not found', async (t) => {
  t.strictSame(await execute('no-such-program-anywhere', [], LONG), { kind: 'not-found' });
});

test('a file that may not be run is forbidden', async (t) => {
  const file = join(t.testdir({ tool: '' }), 'tool');
  chmodSync(file, 0o644);
  t.strictSame(await execute(file, [], LONG), { kind: 'forbidden' });
});

test('a program that a signal ended is killed', async (t) => {
  const outcome = await runScript(
    `process.kill(process.pid, 'SIGKILL'); setInterval(() => 0, 1e9)`,
  );
  t.strictSame(outcome, { kind: 'killed', signal: 'SIGKILL' });
});

test('an abort before the start starts nothing', async (t) => {
  const file = join(t.testdir({}), 'started');
  const script = `require('fs').writeFileSync(${JSON.stringify(file)}, '')`;
  const signal = AbortSignal.abort(new Error('stopped before'));
  await t.rejects(runScript(script, { signal }), { message: 'stopped before' });
  t.notOk(existsSync(file));
});

/** What ends later than this was not ended by us. */
const SOON_MS = 2000;

test('on abort a child and a grandchild that ignore SIGTERM end soon', async (t) => {
  const family = await listen(t);
  const abort = new AbortController();
  const running = runScript(family.script('ignore'), { signal: abort.signal });
  await family.ready;
  const startedMs = performance.now();
  abort.abort(new Error('stopped by hand'));
  await t.rejects(running, { message: 'stopped by hand' });
  await family.gone;
  t.ok(performance.now() - startedMs < SOON_MS);
});

test('on timeout a child and a grandchild that holds the output end soon', async (t) => {
  const family = await listen(t);
  const timeoutMs = 1500;
  const startedMs = performance.now();
  const running = runScript(family.script('inherit'), { timeoutMs });
  await family.ready;
  t.strictSame(await running, { kind: 'timeout', afterMs: timeoutMs });
  await family.gone;
  t.ok(performance.now() - startedMs < timeoutMs + SOON_MS);
});

for (const grandchildOutput of ['ignore', 'inherit'] as const) {
  test(`too much output ends the family soon (${grandchildOutput})`, async (t) => {
    const family = await listen(t);
    const running = runScript(family.script(grandchildOutput), { mostBytes: 1000 });
    const [child] = await family.ready;
    const startedMs = performance.now();
    child?.write('talk');
    t.strictSame(await running, { kind: 'too-much-output', mostBytes: 1000 });
    await family.gone;
    t.ok(performance.now() - startedMs < SOON_MS);
  });
}

/** Ignores every polite signal; its connection to the test lasts as long as it lives. */
const STUBBORN = `
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
  const line = require('node:net').connect(Number(process.env.FAMILY_PORT), '127.0.0.1');
`;
const TALK = `line.once('data', () => process.stdout.write('x'.repeat(100_000)));`;

interface Family {
  script(grandchildOutput: 'ignore' | 'inherit'): string;
  /** The connections of child and grandchild, in the order they came. */
  readonly ready: Promise<readonly Socket[]>;
  readonly gone: Promise<unknown>;
}

/** The child calls first, and has its own child once it is through. */
async function listen(t: Test): Promise<Family> {
  const members: Socket[] = [];
  const ready = Promise.withResolvers<readonly Socket[]>();
  const to = await serveTcp(t, (socket) => {
    members.push(socket.resume());
    if (members.length === 2) ready.resolve(members);
  });
  const port = `process.env.FAMILY_PORT = '${to.port}';`;
  const grandchild = JSON.stringify(STUBBORN);
  return {
    script: (output) => `${port} ${STUBBORN} ${TALK}
      line.once('connect', () => require('node:child_process').spawn(
        process.execPath, ['-e', ${grandchild}], { stdio: '${output}' }));`,
    ready: ready.promise,
    gone: ready.promise.then((all) =>
      Promise.all(all.map((socket) => new Promise((resolve) => socket.once('close', resolve)))),
    ),
  };
}
