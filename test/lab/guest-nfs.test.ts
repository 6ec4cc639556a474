import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'tap';
import { runInGuest } from '../../src/lab/guest/guest.ts';
import { applyFaults, clearFaults } from '../../src/lab/lab.ts';
import { collector, guest, type Ran } from './in-guest.ts';
import { canBuildLabs, startLab } from './lab-world.ts';

const EXPORT = '10.20.3.30:/export';
const NFS = ['sh', new URL('./guest-nfs.sh', import.meta.url).pathname, EXPORT] as const;

test('its kernel mounts the export as asked, and reads back what it wrote', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  const healthy = await guest(place, NFS);
  t.equal(healthy.code, 0, healthy.stderr);
  t.match(
    healthy.stdout,
    /rsize=1048576,wsize=1048576.*vers=4\.1|vers=4\.1.*rsize=1048576,wsize=1048576/,
  );
  t.match(healthy.stdout, /^same$/m);

  await applyFaults(place, ['nfs-read-only']);
  t.match(await guest(place, NFS), { code: 3, stderr: /Read-only file system/ });
  await clearFaults(place);
  await applyFaults(place, ['nfs-export-refused']);
  t.match(await guest(place, NFS), { code: 2, stderr: /mount\.nfs/ });
  await clearFaults(place);
  await applyFaults(place, ['nfs-gone']);
  t.match(await guest(place, NFS), { code: 2, stderr: /refused/ });
});

test('an export that was replaced under its client is stale; a server that went is missed', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  const script = new URL('./guest-nfs-later.sh', import.meta.url).pathname;
  const under = async (fault: string): Promise<Ran> => {
    const [out, err] = [collector(), collector()];
    const { signal } = new AbortController();
    const running = runInGuest(place, {
      command: ['sh', script, EXPORT],
      stdout: out.stream,
      stderr: err.stream,
      signal,
    });
    while (!out.text().includes('mounted')) await sleep(50);
    await applyFaults(place, [fault]);
    const code = await running;
    await clearFaults(place);
    return { code, stdout: out.text(), stderr: err.text() };
  };
  t.match(await under('nfs-stale'), { stderr: /Stale file handle/ });
  t.match(await under('nfs-gone'), { stderr: /Input\/output error|timed out/ });
});
