import { spawn } from 'node:child_process';
import { test } from 'tap';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real program; `readBytes` ends the reading early, as `head` does. */
function program(
  args: readonly string[],
  {
    environment = {},
    readBytes = Infinity,
  }: { environment?: NodeJS.ProcessEnv; readBytes?: number } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ['bin/hybrid-preflight.js', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (stdout.length > readBytes) child.stdout.destroy();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

const ESCAPE = '\u001b[';

const colours = [
  { environment: {}, coloured: false, where: 'a pipe' },
  { environment: { FORCE_COLOR: '1' }, coloured: true, where: 'a pipe that wants it' },
  {
    environment: { FORCE_COLOR: '1', NO_COLOR: '1' },
    coloured: false,
    where: 'a pipe that does not',
  },
];

for (const { environment, coloured, where } of colours) {
  test(`${where} gets ${coloured ? 'colours' : 'plain text'}`, async (t) => {
    const folder = t.testdir({});
    const args = ['demo', '--directory', folder, '--only', 'cidr-overlap', '--no-progress'];
    const { code, stdout } = await program(args, { environment });
    t.equal(code, 0);
    t.equal(stdout.includes(ESCAPE), coloured);
    t.match(stdout, /READY, as far as selected/);
  });
}

test('a reader that leaves early is no error', async (t) => {
  const { code, stderr } = await program(['init', '--path', '-'], { readBytes: 1 });
  t.equal(code, 0);
  t.equal(stderr, '');
});

test('a mistake on the command line ends with 2, and standard output stays clean', async (t) => {
  const { code, stdout, stderr } = await program(['rum']);
  t.equal(code, 2);
  t.equal(stdout, '');
  t.match(stderr, /^hybrid-preflight: .*Did you mean run/);
});

test('quiet means quiet', async (t) => {
  const folder = t.testdir({});
  const args = ['demo', '--directory', folder, '--only', 'cidr-overlap', '--quiet'];
  t.strictSame(await program(args), { code: 0, stdout: '', stderr: '' });
});
