import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import type { NfsMeasurement } from '../../checks/nfs-throughput/target.ts';
import { applyFaults } from '../../src/lab/lab.ts';
import { type LabPlace, namespaceOf, serviceFolder } from '../../src/lab/place.ts';
import { nfs } from '../../src/lab/services/nfs.ts';
import { findProgram, stopService } from '../../src/lab/services/start.ts';
import { canBuildLabs, startLab } from './lab-world.ts';
import { look } from './nfs-run.ts';

const ADDRESS = '10.20.3.30';
const SCRIPT = join(import.meta.dirname, 'nfs-v3-storage.sh');

/** Starts a server of version 3 in the place of the lab's, and returns what ends it. */
async function startVersion3(t: Test, place: LabPlace, id: number): Promise<() => Promise<void>> {
  const folder = join(serviceFolder(place, 'nfs'), `export-${id}`);
  await mkdir(folder, { recursive: true });
  const own = ['--mount', '--pid', '--fork', '--kill-child'];
  const words = ['netns', 'exec', namespaceOf(place, 'storage'), 'unshare', ...own];
  const server = spawn('ip', [...words, 'sh', SCRIPT, ADDRESS, folder, String(id)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => server.kill('SIGKILL'));
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => {
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.stdout.once('data', resolve);
    server.once('exit', () => {
      reject(new Error(said));
    });
  });
  return async () => {
    server.kill('SIGKILL');
    await ended;
  };
}

const OPTIONS = 'vers=3,nolock,rsize=1048576,wsize=1048576,hard,timeo=20,retrans=2';

test('version 3: portmapper, mountd and a mount of the kernel; and a handle that is stale', async (t) => {
  if (!(await canBuildLabs(t))) return;
  if ((await findProgram({ command: 'rpcbind', package: 'rpcbind' })) === undefined) {
    t.comment('rpcbind is missing: apt-get install rpcbind');
    return;
  }
  const place = await startLab(t);
  await stopService(place, nfs);
  let end = await startVersion3(t, place, 7);
  const change = (config: string): string =>
    config.replace(
      /export: \/export,/,
      `export: ${join(serviceFolder(place, 'nfs'), 'export-7')},`,
    );
  const healthy = await look(place, { options: OPTIONS, change });
  t.comment(healthy.said);
  t.match(healthy.said, /^(pass|warn slow|inconclusive undecided)/);
  const { services, run } = healthy.result.measurement as Extract<
    NfsMeasurement,
    { kind: 'measured' }
  >;
  t.match(services, {
    portmapper: { nfsPort: { kind: 'answer', answer: 2049 }, mountdPort: { kind: 'answer' } },
    mountd: { kind: 'asked' },
    exportPath: { kind: 'listed' },
  });
  t.match(run, { mounted: { type: 'nfs' }, failure: null, corruptBlocks: 0, left: [] });
  t.ok(run?.mounted?.superOptions.includes('vers=3'));
  t.ok(run?.requests.some(({ name, count }) => name === 'WRITE' && count > 0));
  t.strictSame(healthy.held, []);
  t.equal(healthy.stderr, '');

  await applyFaults(place, ['nfs-slow']);
  const stale = await look(place, {
    ...{ options: OPTIONS, change },
    strike: async () => {
      await end();
      end = await startVersion3(t, place, 8);
    },
  });
  t.comment(stale.said, stale.details[0]);
  t.match(stale.said, /^fail stale/);
  t.match(stale.details[0], /stale \(ESTALE\)/);
  t.equal(stale.stderr, '');
});
