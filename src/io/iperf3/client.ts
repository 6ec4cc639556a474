import { CannotMeasure } from '#core/check.ts';
import type { Iperf3, Iperf3Plan, Iperf3Result } from '#core/iperf3.ts';
import { clientArguments, passwordEnvironment } from '#lib/iperf3/arguments.ts';
import { createProgressReader } from '#lib/iperf3/progress.ts';
import { readResult } from '#lib/iperf3/result.ts';
import type { Iperf3Version } from '#lib/iperf3/version.ts';
import { execute } from '../exec.ts';
import { once } from '../once.ts';
import { readSecret } from '../secret.ts';
import { installedIperf3 } from './installed.ts';

const CONNECT_TIMEOUT_MS = 5000;
const INTERVAL_MS = 100;
/**
 * How long it may take beyond its test. With UDP blocked, 3.12 waits half a minute before it says so; over TCP it only has
 * to empty its queues, and in a black hole it never ends.
 */
const GRACE_MS = { tcp: 15_000, udp: 35_000 } as const;
/** Ten streams tell much, ten times a second, for a minute. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The system's iperf3 as a client. */
export function createIperf3(): Iperf3 {
  const version = once(installedIperf3);
  return {
    run: async (plan, onRate, signal) => runClient(plan, await version(signal), { onRate, signal }),
  };
}

interface Watching {
  readonly onRate: (bps: number) => void;
  readonly signal: AbortSignal;
}

async function runClient(
  plan: Iperf3Plan,
  version: Iperf3Version,
  { onRate, signal }: Watching,
): Promise<Iperf3Result> {
  const reader = createProgressReader();
  const outcome = await execute('iperf3', argumentsOf(plan, version), {
    timeoutMs: (plan.seconds + plan.omitSeconds) * 1000 + GRACE_MS[plan.protocol],
    signal,
    mostBytes: MOST_BYTES,
    environment: await passwordOf(plan),
    onOutput: (chunk) => {
      for (const event of reader.push(chunk)) {
        if (event.kind === 'interval') onRate((event.up?.bps ?? 0) + (event.down?.bps ?? 0));
      }
    },
  });
  if (outcome.kind === 'exited') return readResult(outcome.stdout, outcome.stderr);
  return {
    kind: 'failed',
    reason: outcome.kind === 'timeout' ? 'timed-out' : 'interrupted',
    message: `iperf3 did not come to its end (${outcome.kind}).`,
    remedy: 'Run the same iperf3 by hand, and see where it stays.',
    shown: {},
  };
}

function argumentsOf(plan: Iperf3Plan, version: Iperf3Version): readonly string[] {
  const { server, windowBytes, rateBps, credentials, ...rest } = plan;
  const times = { intervalMs: INTERVAL_MS, connectTimeoutMs: CONNECT_TIMEOUT_MS };
  return clientArguments(
    {
      ...{ ...rest, ...server, ...times },
      ...(windowBytes === null ? {} : { windowBytes }),
      ...(rateBps === null ? {} : { rateBps }),
      ...(credentials === null
        ? {}
        : { credentials: { user: credentials.user, publicKeyPath: credentials.publicKeyFile } }),
    },
    version,
  );
}

async function passwordOf({ credentials }: Iperf3Plan): Promise<Readonly<Record<string, string>>> {
  if (credentials === null) return {};
  const secret = await readSecret(credentials.password, process.env);
  const password = secret.ok ? secret.value.trim() : '';
  if (/\s/.test(password)) throw noBlanks();
  if (secret.ok) return passwordEnvironment(password);
  throw new CannotMeasure(
    `The password of iperf3 is not to be had: ${secret.why}.`,
    'Mend checks.bandwidth.password: it is env:NAME or file:/path.',
  );
}

/** Its server reads what it has decrypted up to the first blank (3.12 to 3.21), and refuses the rest. */
function noBlanks(): CannotMeasure {
  return new CannotMeasure(
    'The password of iperf3 has a blank in it, which no server of iperf3 accepts.',
    'Give that user a password without blanks, there and in checks.bandwidth.password.',
  );
}
