import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import type { StorageRun } from '#core/storage.ts';
import { exportsFolder } from '../../bin/dev/matrix/run-storage.ts';
import { changed, rule } from '../../src/lab/change.ts';
import { NOTHING } from '../../src/lab/conditions.ts';
import { applyFaults } from '../../src/lab/lab.ts';
import { ruleset } from '../../src/lab/network/ruleset.ts';
import { type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { run } from '../../src/lab/program.ts';
import { nfs } from '../../src/lab/services/nfs.ts';
import { startService, stopService } from '../../src/lab/services/start.ts';
import { canBuildLabs, startLab } from './lab-world.ts';
import { look, type Looked } from './nfs-run.ts';

const MIB = 1024 * 1024;
const SIZE_BYTES = 64 * MIB;

function runOf({ result }: Looked): StorageRun {
  const { run: found } = (result.measurement ?? {}) as { run?: StorageRun };
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

function tell(t: Test, { said, result }: Looked): void {
  t.comment(`${said}, ${(result.durationMs / 1000).toFixed(1)} s`);
}

async function exportOfSize(place: LabPlace, sizeBytes: number | null): Promise<void> {
  await stopService(place, nfs);
  await startService(place, nfs, { ...nfs.healthy, sizeBytes });
}

test('what changes on the server while a run writes is told as it was', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  // So that there is time to change something.
  await applyFaults(place, ['nfs-slow']);

  await t.test('another program fills the export', async (t) => {
    await exportOfSize(place, SIZE_BYTES);
    const fill = async (): Promise<void> => {
      const theirs = join(await exportsFolder(place), 'export-1', 'theirs');
      const filling = writeFile(theirs, Buffer.alloc(SIZE_BYTES));
      await t.rejects(filling, { code: 'ENOSPC' });
    };
    const seen = await look(place, { strike: fill });
    tell(t, seen);
    t.equal(seen.said, 'fail full');
    t.match(seen.details, [/ended with ENOSPC/]);
    t.match(runOf(seen).failure, { kind: 'no-space', text: 'ENOSPC' });
    t.ok((runOf(seen).freeBytes ?? 0) > SIZE_BYTES / 2, 'there was room at the start');
    t.strictSame(seen.held, ['export-1/theirs'], 'ours is gone, theirs is not');
    t.equal(seen.stderr, '', 'nothing is left');
  });

  await t.test('somebody removes what is written', async (t) => {
    await exportOfSize(place, null);
    const seen = await look(place, {
      strike: async () => {
        const exported = join(await exportsFolder(place), 'export-1');
        await rm(exported, { recursive: true });
      },
    });
    tell(t, seen);
    t.match(seen.said, /^fail stale/);
    t.match(seen.details[0], /ESTALE|ENOENT/);
    t.strictSame(seen.held, []);
    t.equal(seen.stderr, '', 'nothing is left');
  });
});

const INTERRUPTED = 130;
const GRACE_SECONDS = 5;

test('where it is mounted already, by fio, and interrupted', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);

  await t.test('fio measures a folder of a mount that is there', async (t) => {
    const seen = await look(place, {
      script: ['nfs-mounted.sh', '10.20.3.30:/export'],
      change: (config) =>
        config
          .replace('export: /export,', 'export: /export, path: /mnt/nfs/volume,')
          .replace('nfs-throughput:\n', 'nfs-throughput:\n    engine: fio\n')
          .replace(/(mostBytes): \d+\n(.*mostSeconds): \d+/, '$1: 268435456\n$2: 3'),
    });
    tell(t, seen);
    t.match(seen.said, /^(pass|warn slow|inconclusive undecided)/);
    const { mounted, failure, write, read, requests, connection, transport } = runOf(seen);
    t.match(mounted, { type: 'nfs4' });
    t.equal(failure, null);
    for (const transfer of [write, read]) t.equal(transfer?.bytes, 256 * MIB);
    const counted = requests.filter(({ name }) => name === 'WRITE' || name === 'READ');
    t.equal(counted.length, 2);
    for (const request of counted) {
      t.ok(request.count >= 256, `${request.count} requests`);
      t.match(request, { meanQueueMs: Number, meanRttMs: Number, meanExecuteMs: Number });
    }
    t.match(transport, { connections: 1, reconnects: 0, meanBacklog: Number });
    t.match(connection, { mssBytes: 8948 });
    t.strictSame(seen.held, []);
    t.equal(seen.stderr, '', 'the volume is empty again');
  });

  await t.test(
    'interrupted where mount hangs, it says what it has, and leaves nothing',
    async (t) => {
      // The check asks from a port of anybody's, the kernel mounts from one of root's.
      const drop = rule('vpc-router', 'forward', 'tcp dport 2049 tcp sport < 1024 drop');
      const text = ruleset(changed(NOTHING, [drop]).rules, 'vpc-router');
      await run('ip', ['netns', 'exec', namespaceOf(place, 'vpc-router'), 'nft', '-f', '-'], {
        input: text,
      });
      const seen = await look(place, {
        script: ['nfs-interrupted.sh'],
        change: (config) => config.replace(/stallSeconds: \d+/, 'stallSeconds: 60'),
      });
      tell(t, seen);
      t.match(seen.stderr, /^mount hangs$/m);
      const [, seconds] = /^ended after ([\d.]+) s$/m.exec(seen.stderr) ?? [];
      t.ok(Number(seconds) < GRACE_SECONDS, `ended after ${seconds ?? '?'} s`);
      t.notMatch(seen.stderr, /^left/m, 'no process, no mount, no folder');
      t.equal(seen.code, INTERRUPTED);
      t.match(seen.result.outcome, {
        status: 'skip',
        because: { kind: 'cancelled', by: 'SIGINT' },
      });
      t.strictSame(seen.held, []);
    },
  );
});
