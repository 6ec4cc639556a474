import { randomInt } from 'node:crypto';
import type { Iperf3At, Iperf3Serving } from '#core/far.ts';
import { serverArguments } from '#lib/iperf3/arguments.ts';
import { complaintIn } from '#lib/iperf3/refusals.ts';
import { formatVersion, type Iperf3Version } from '#lib/iperf3/version.ts';
import { execute, type ExecOutcome } from '../exec.ts';
import { isOwnAddress } from '../near/own-address.ts';
import { installedIperf3 } from './installed.ts';

/** Whoever forgets to release a server does not keep it; nor does one outlive a process that was killed. */
const LONGEST_S = 300;
const LISTENS_WITHIN_MS = 5000;
const MOST_TRIES = 5;

/** Starts iperf3 as a server at one of the ports, by chance. What is not possible is a value; only a signal rejects. */
export async function serveIperf3(
  at: Iperf3At,
  signal: AbortSignal,
  { longestS = LONGEST_S } = {},
): Promise<Iperf3Serving> {
  if (!isOwnAddress(at.address)) return { kind: 'unwilling', why: `${at.address} is not its own` };
  try {
    return await tryPorts(at, { version: await installedIperf3(signal), longestS });
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'unwilling', why: error instanceof Error ? error.message : String(error) };
  }
}

interface Program {
  readonly version: Iperf3Version;
  readonly longestS: number;
}

async function tryPorts({ address, from, to }: Iperf3At, program: Program): Promise<Iperf3Serving> {
  let why = `none of its ports ${from} to ${to} is free`;
  for (let turn = 0; turn < MOST_TRIES; turn += 1) {
    const port = randomInt(from, to + 1);
    const started = await start({ address, port }, program);
    if (started.kind === 'serving') return started;
    why = started.why;
  }
  return { kind: 'unwilling', why };
}

type Started = Exclude<Iperf3Serving, { kind: 'nobody' }>;

async function start(
  { address, port }: { readonly address: string; readonly port: number },
  { version, longestS }: Program,
): Promise<Started> {
  const stop = new AbortController();
  const listens = Promise.withResolvers<'listening'>();
  const args = serverArguments({ address, port, oneOff: false }, version);
  // timeout(1) ends it also where this process can no longer.
  const running = execute('timeout', [String(longestS), 'iperf3', ...args], {
    timeoutMs: longestS * 1000,
    signal: stop.signal,
    onOutput: (chunk) => {
      if (chunk.includes('Server listening')) listens.resolve('listening');
    },
  });
  const ended = running.catch(() => undefined);
  const timer = setTimeout(() => {
    stop.abort();
  }, LISTENS_WITHIN_MS);
  const first = await Promise.race([listens.promise, ended]);
  clearTimeout(timer);
  if (first !== 'listening') return { kind: 'unwilling', why: whyEnded(first) };
  const release = async (): Promise<void> => {
    stop.abort();
    await ended;
  };
  return { kind: 'serving', port, version: formatVersion(version), release };
}

function whyEnded(outcome: ExecOutcome | undefined): string {
  if (outcome?.kind !== 'exited') return 'its iperf3 did not begin to listen';
  const lines = `${outcome.stderr}\n${outcome.stdout}`.split('\n');
  const complaint = lines.map(complaintIn).find((line) => line !== null);
  return `its iperf3 says: ${complaint ?? `code ${outcome.code}`}`;
}
