import { spawnSync } from 'node:child_process';
import { test } from 'tap';
import { AREA_NAMES } from '../../checks/host-readiness/area-names.ts';

const INSIDE = new URL('./host-readiness-inside.ts', import.meta.url).pathname;

interface Answer {
  readonly statuses: readonly string[];
  readonly again: readonly string[];
  readonly paths: readonly string[];
  readonly changes: readonly string[];
}

/** In namespaces of its own for networks and processes, nobody else changes what is compared. */
function lookInside(): Answer {
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? [] : ['--user', '--map-root-user'];
  const { stdout, stderr, status } = spawnSync(
    'unshare',
    [...user, '--net', '--pid', '--fork', '--mount-proc', process.execPath, INSIDE],
    { encoding: 'utf8', timeout: 60_000 },
  );
  if (status !== 0) throw new Error(`${INSIDE} ended with ${status ?? 'a signal'}: ${stderr}`);
  return JSON.parse(stdout) as Answer;
}

test('looking at a host changes nothing on it', (t) => {
  const { statuses, again, paths, changes } = lookInside();
  t.strictSame(changes, []);
  t.strictSame(again, statuses, 'and looking twice finds the same');
  t.equal(statuses.length, AREA_NAMES.length);
  t.match(
    statuses.find((line) => line.startsWith('firewall ')),
    /firewallBlocks/,
    'the rules of the network were read',
  );
  for (const path of ['/proc/swaps', '/etc/fstab', '/proc/self/limits', '/etc/cni/net.d']) {
    t.ok(paths.includes(path), path);
  }
  t.end();
});
