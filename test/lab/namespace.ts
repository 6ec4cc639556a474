import { execFileSync, spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import type { Test } from 'tap';
import type { Json } from '#core/json.ts';

/**
 * Runs a program of the test in a network of its own, where it is root and sees only what it sets up.
 * It gets `request` on its standard input, and its standard output is the answer. Without the tools that
 * this needs it rejects: what only a namespace can show must not go unshown.
 */
export async function inNamespace(t: Test, program: URL, request: Json): Promise<unknown> {
  const unshare = process.getuid?.() === 0 ? ['--net'] : ['-Urn'];
  const child = spawn('unshare', [...unshare, process.execPath, program.pathname], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program.pathname} ended with ${code ?? 'a signal'}: ${complaint}`));
    });
  });
  child.stdin.on('error', () => undefined); // the end of the child says more
  child.stdin.end(JSON.stringify(request));
  const [answer] = await Promise.allSettled([json(child.stdout), ended.catch(() => undefined)]);
  await ended;
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
}

/** Inside: runs `ip` with these words, one line a call. */
export function ip(...lines: readonly string[]): void {
  for (const line of lines) execFileSync('ip', line.split(' '));
}

/** Inside: drops or rejects what arrives, by rules of nft(8) for the input hook. */
export function firewall(...rules: readonly string[]): void {
  const lines = [
    'table inet lab {',
    'chain arriving {',
    'type filter hook input priority 0;',
    ...rules,
    '}',
    '}',
    '',
  ];
  execFileSync('nft', ['-f', '-'], { input: lines.join('\n') });
}
