import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'tap';
import type { StorageRun } from '#core/storage.ts';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { heldByServer } from '../../bin/dev/matrix/run-storage.ts';
import { writeStorageConfig } from '../../bin/dev/matrix/storage-config.ts';
import { execute } from '../../src/io/exec.ts';
import { GUEST_ADDRESS, runInGuest } from '../../src/lab/guest/guest.ts';
import { type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { generateToken } from '../../src/peer/token.ts';
import { collector } from './in-guest.ts';
import { canBuildLabs, startLab } from './lab-world.ts';
import { resultIn } from './nfs-run.ts';

const PORT = 7443;
const SCRIPT = join(import.meta.dirname, 'nfs-peer.sh');

/** The host's config: the export for both sides, and a peer in the guest. */
async function configFor(place: LabPlace, tokenFile: string): Promise<string> {
  const file = await writeStorageConfig(place);
  const peer = `peer: { host: ${GUEST_ADDRESS}, port: ${PORT}, token: "file:${tokenFile}" }\n`;
  const config = await readFile(file, 'utf8');
  await writeFile(
    file,
    `${peer}${config.replace('export: /export,', 'export: /export, from: both,')}`,
  );
  return file;
}

async function runOnHost(place: LabPlace, config: string): Promise<string> {
  const inside = ['netns', 'exec', namespaceOf(place, 'host'), process.execPath];
  const words = [PROGRAM_FILE, 'run', '-c', config, '--only', 'nfs-throughput', '--quiet'];
  const { signal } = new AbortController();
  const ran = await execute('ip', [...inside, ...words, '-o', 'json'], {
    timeoutMs: 90_000,
    signal,
  });
  if (ran.kind !== 'exited') throw new Error(ran.kind);
  return ran.stdout === '' ? ran.stderr : ran.stdout;
}

/** Runs the preflight on the host while the guest is its peer, with these options of the peer. */
async function withPeer(place: LabPlace, options: readonly string[]) {
  const tokenFile = join(place.folder, 'nfs-peer.token');
  await writeFile(tokenFile, generateToken(), { mode: 0o600 });
  const config = await configFor(place, tokenFile);
  const [out, err] = [collector(), collector()];
  const stop = new AbortController();
  const at = ['--listen', `${GUEST_ADDRESS}:${PORT}`, '--token-file', tokenFile];
  const over = new AbortController();
  const serving = runInGuest(place, {
    command: ['sh', SCRIPT, PROGRAM_FILE, ...at, ...options],
    ...{ stdout: out.stream, stderr: err.stream, signal: stop.signal },
  }).finally(() => {
    over.abort(new Error(`the peer ended: ${err.text()}`));
  });
  try {
    while (!out.text().includes('Listening')) {
      over.signal.throwIfAborted();
      await sleep(50);
    }
    const report = await runOnHost(place, config);
    return { report, code: await serving, said: err.text() };
  } finally {
    stop.abort(new Error('the test is over'));
    await serving.catch(() => undefined);
  }
}

test('a host has the export measured from the other side, by a kernel that can mount it', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  const { report, code, said } = await withPeer(place, [...['--allow', '10.20.0.0/16', '--mount']]);
  const seen = resultIn(report, 'peer');
  t.comment(`${seen.said}, ${(seen.result.durationMs / 1000).toFixed(1)} s`);
  t.match(seen.said, /^(pass|warn slow|inconclusive undecided)/);
  t.match(seen.result.target, { from: 'aws', exportPath: '/export' });
  const { run } = seen.result.measurement as { readonly run: StorageRun };
  t.match(run, {
    ...{ failure: null, corruptBlocks: 0, isDirect: true, left: [] },
    mounted: { type: 'nfs4' },
    connection: { mssBytes: 8948 },
  });
  t.ok(run.write !== null && run.read !== null && run.write.bytes > 0 && run.read.bytes > 0);
  t.ok(run.requests.some(({ name, count }) => name === 'WRITE' && count > 0));
  const here = resultIn(report, 'local');
  t.not(here.result.outcome.status, 'error', 'the host’s own side, whatever its kernel can');
  t.match(said, /"act":"mount","to":"10\.20\.3\.30:2049","allowed":true/, 'the audit log has it');
  t.equal(code, 0);
  t.notMatch(said, /^left/m, 'no process, no mount, no folder at the peer');
  t.strictSame(await heldByServer(place), []);
});
