import { spawn } from 'node:child_process';
import { LAYOUT } from './layout.ts';
import type { Running } from './listener.ts';

/** The variable of the peer's own environment that holds its token: a command line would show it to everybody. */
export const TOKEN_VARIABLE = 'HYBRID_PREFLIGHT_DEMO_TOKEN';

/** It starts in a fraction of a second; a machine under load may take longer. */
const READY_WITHIN_MS = 15_000;
const MOST_LOG = 4096;

/**
 * Starts this very program as the peer in the imaginary VPC. It may send to loopback only. Throws, with what it said,
 * where it does not start.
 */
export async function startDemoPeer(program: readonly string[], token: string): Promise<Running> {
  const [command = '', ...words] = program;
  const { peer, vpcResolver } = LAYOUT;
  const args = [
    ...['peer', '--once', '--listen', `${peer.address}:${peer.port}`],
    ...['--token-env', TOKEN_VARIABLE, '--allow', '127.0.0.0/8'],
    ...['--vpc-resolver', `${vpcResolver.address}:${vpcResolver.port}`],
  ];
  const child = spawn(command, [...words, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [TOKEN_VARIABLE]: token },
  });
  let said = '';
  const ended = new Promise<void>((resolve) => child.once('close', resolve));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const ready = new Promise<void>((resolve, reject) => {
    const fail = (why: string): void => {
      reject(new Error(`the peer of the demo ${why}: ${said.trim()}`));
    };
    const timer = setTimeout(fail, READY_WITHIN_MS, 'did not start');
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-MOST_LOG);
    });
    child.once('error', (error) => {
      fail(`could not be started (${error.message})`);
    });
    child.once('close', () => {
      clearTimeout(timer);
      fail('ended');
    });
    child.stdout.once('data', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  try {
    await ready;
  } catch (error) {
    await Promise.race([close(), ended]);
    throw error;
  }
  return { close };
}
