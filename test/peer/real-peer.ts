import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Test } from 'tap';

export interface RealPeer {
  readonly child: ChildProcess;
  readonly port: number;
  /** The events of its audit log so far. */
  events(): readonly Readonly<Record<string, unknown>>[];
  /** The memory that it holds now. */
  residentBytes(): number;
}

/** Starts the real program as a peer on loopback; it ends with the test. */
export async function startRealPeer(
  t: Test,
  {
    address,
    tokenFile,
    args = [],
  }: { address: string; tokenFile: string; args?: readonly string[] },
): Promise<RealPeer> {
  const words = ['peer', '--listen', `${address}:0`, '--token-file', tokenFile, ...args];
  const child = spawn(process.execPath, ['bin/hybrid-preflight.js', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  let said = '';
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /Listening on [\d.]+:(\d+)/.exec(said) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', () => {
      reject(new Error(log));
    });
  });
  return {
    child,
    port,
    events: () =>
      log
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>),
    residentBytes: () => {
      const status = readFileSync(`/proc/${child.pid ?? ''}/status`, 'utf8');
      const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(status) ?? [];
      return Number(kilobytes) * 1024;
    },
  };
}
