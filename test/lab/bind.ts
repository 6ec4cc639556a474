import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Test } from 'tap';

const NAMED = '/usr/sbin/named';

/** True when these tests can run. Where everything must, a missing BIND is a failure, not a skip. */
export function hasBind(t: Test): boolean {
  if (existsSync(NAMED)) return true;
  const missing = `${NAMED} is missing: apt-get install --no-install-recommends bind9`;
  if (process.env['HYBRID_PREFLIGHT_TESTS'] === 'all') t.fail(missing);
  else t.comment(missing);
  return false;
}

export interface BindOptions {
  /** On 127.0.0.1: BIND listens only on addresses that an interface has. */
  readonly port: number;
  /** Zones that it owns: their records below a SOA and NS of the zone. */
  readonly owns?: Readonly<Record<string, readonly string[]>>;
  /** Zones that it forwards, with the ports to ask. */
  readonly forwards?: Readonly<Record<string, readonly number[]>>;
  /** More statements for its options block. */
  readonly options?: readonly string[];
}

/** Starts a real name server on loopback; it and its files are gone when the test is. */
export async function startBind(t: Test, options: BindOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hybrid-preflight-bind-'));
  t.teardown(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  // Debian's AppArmor profile goes by path, and would confine it to its usual folders.
  const copy = join(folder, 'named');
  copyFileSync(NAMED, copy);
  writeZones(folder, options);
  writeFileSync(join(folder, 'named.conf'), configOf(folder, options));
  const named = spawn(copy, ['-g', '-n', '1', '-c', join(folder, 'named.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = (): void => {
    named.kill('SIGKILL');
  };
  process.once('exit', kill);
  const exited = new Promise<void>((resolve) => {
    named.once('exit', () => {
      resolve();
    });
  });
  t.teardown(async () => {
    kill();
    await exited;
    process.off('exit', kill);
  });
  await untilRunning(named);
}

/** Reads the log for as long as it comes: a full pipe would stop the server. */
function untilRunning({ stderr, pid }: ChildProcess): Promise<void> {
  if (stderr === null) throw new Error(`named ${pid ?? ''} has no log`);
  const seen: string[] = [];
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: stderr });
    lines.on('line', (line) => {
      seen.push(line);
      if (line.endsWith(' running')) resolve();
    });
    lines.once('close', () => {
      reject(new Error(`named did not start:\n${seen.slice(-10).join('\n')}`));
    });
  });
}

function configOf(
  folder: string,
  { port, owns = {}, forwards = {}, options = [] }: BindOptions,
): string {
  const primary = [...Object.keys(owns), '.'].map(
    (zone) => `zone "${zone}" { type primary; file "${zoneFile(folder, zone)}"; };`,
  );
  const forward = Object.entries(forwards).map(
    ([zone, upstreams]) =>
      `zone "${zone}" { type forward; forward only; forwarders { ${upstreams.map((upstream) => `127.0.0.1 port ${upstream}; `).join('')}}; };`,
  );
  const defaults = [
    `directory "${folder}"`,
    `managed-keys-directory "${folder}"`,
    'pid-file none',
    'session-keyfile none',
    'lock-file none',
    `listen-on port ${port} { 127.0.0.1; }`,
    'listen-on-v6 { none; }',
    'allow-query-cache { any; }',
    'dnssec-validation no',
    'empty-zones-enable no',
    'minimal-responses yes',
    'servfail-ttl 0',
  ];
  return [
    `options { ${[...defaults, ...options].join('; ')}; };`,
    'controls { };',
    ...primary,
    ...forward,
    '',
  ].join('\n');
}

const HEADER = ['$TTL 5', '@ SOA ns. admin. 1 60 60 600 5', '@ NS ns.'];

function writeZones(folder: string, { owns = {}, forwards = {} }: BindOptions): void {
  for (const [zone, records] of Object.entries(owns)) {
    writeFileSync(zoneFile(folder, zone), [...HEADER, ...records, ''].join('\n'));
  }
  // Its own root, so that nobody outside is asked. BIND forwards below a zone of its own only where that delegates.
  const delegations = Object.keys(forwards).map((zone) => `${zone}. NS ns.`);
  const root = [...HEADER, 'ns. A 127.0.0.1', ...delegations, ''];
  writeFileSync(zoneFile(folder, '.'), root.join('\n'));
}

function zoneFile(folder: string, zone: string): string {
  return join(folder, zone === '.' ? 'root.zone' : `${zone}.zone`);
}
