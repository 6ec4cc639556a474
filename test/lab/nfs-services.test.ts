import { test } from 'tap';
import type { NfsServices, NfsTarget } from '#core/nfs-services.ts';
import { execute } from '../../src/io/exec.ts';
import { applyFaults, clearFaults } from '../../src/lab/lab.ts';
import { type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { run } from '../../src/lab/program.ts';
import { findProgram } from '../../src/lab/services/start.ts';
import { canBuildLabs, startLab } from './lab-world.ts';

const PROGRAM = new URL('./nfs-services-inside.ts', import.meta.url).pathname;

async function look(
  place: LabPlace,
  more: Partial<NfsTarget> = {},
): Promise<{ readonly services: NfsServices; readonly tookMs: number }> {
  const target: NfsTarget = {
    address: '10.20.3.30',
    exportPath: '/export',
    version: '4.1',
    ...more,
  };
  const words = ['netns', 'exec', namespaceOf(place, 'host'), process.execPath, PROGRAM];
  return JSON.parse(await run('ip', words, { input: JSON.stringify(target) })) as {
    services: NfsServices;
    tookMs: number;
  };
}

const UP = { kind: 'answer' };
const SPOKEN = { outcome: { answer: { spoken: 'yes' } } };

test('a real server of version 4 is seen as it is, and each fault as another', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  const healthy = await look(place);
  t.match(healthy.services, {
    portmapper: { nfsPort: { kind: 'refused' } },
    versions: [
      { version: 3, outcome: { kind: 'program-mismatch', low: 4, high: 4 } },
      { version: 4, outcome: UP },
    ],
    minorVersions: [SPOKEN, SPOKEN, SPOKEN],
    mountd: { kind: 'not-asked', why: 'port-not-told' },
    exportPath: { kind: 'looked-up', minorVersion: 0 },
  });
  const missing = await look(place, { exportPath: '/export/none/below' });
  t.match(missing.services.exportPath, { kind: 'not-known', at: '/export/none' });

  const broken = {
    'nfs-gone': { end: { kind: 'refused' }, exportPath: { kind: 'not-told' } },
    'nfs-cut': { end: { kind: 'timeout' }, exportPath: { kind: 'not-told' } },
    // The server is up, and hides what it refuses.
    'nfs-export-refused': {
      end: UP,
      exportPath: { kind: 'not-known', at: '/export', status: 'NFS4ERR_NOENT' },
    },
    // That is not seen before something is written.
    'nfs-read-only': { end: UP, exportPath: { kind: 'looked-up' } },
  };
  for (const [fault, { end, exportPath }] of Object.entries(broken)) {
    await applyFaults(place, [fault]);
    const { services, tookMs } = await look(place);
    t.match(services.versions[1]?.outcome, end, fault);
    t.match(services.minorVersions[2]?.outcome, end, fault);
    t.match(services.exportPath, exportPath, fault);
    t.ok(tookMs < 3000, `${fault} took ${tookMs.toFixed(0)} ms`);
    await clearFaults(place);
  }
});

test('a real portmapper and a real server of version 3 are understood', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const rpcbind = await findProgram({ command: 'rpcbind', package: 'rpcbind' });
  if (rpcbind === undefined) {
    t.comment('rpcbind is missing: apt-get install rpcbind');
    return;
  }
  const own = ['--net', '--mount', '--pid', '--fork', '--kill-child'];
  const script = new URL('./nfs-v3.sh', import.meta.url).pathname;
  const inside = new URL('./nfs-v3-inside.ts', import.meta.url).pathname;
  const ran = await execute('unshare', [...own, 'sh', script, process.execPath, inside], {
    timeoutMs: 60_000,
    signal: new AbortController().signal,
  });
  if (ran.kind !== 'exited' || ran.code !== 0) throw new Error(JSON.stringify(ran));
  const registration = { program: 100003, version: 3, protocol: 'tcp', port: 2049 };
  const seen = JSON.parse(ran.stdout) as { readonly byVersion3: NfsServices };
  const listed = { path: '/run/nfs/export', groupCount: 1, groups: ['10.87.0.0/16'] };
  t.match(seen, {
    byVersion3: {
      portmapper: { nfsPort: { kind: 'answer', answer: 2049 }, mountdPort: UP, registered: UP },
      versions: [{ outcome: UP }, { outcome: UP }],
      mountd: { kind: 'asked', exports: { answer: { count: 1, exports: [listed] } } },
      exportPath: { kind: 'below-listed', listed },
    },
    bySession: {
      minorVersions: [
        { outcome: { answer: { spoken: 'no', status: 'NFS4ERR_MINOR_VERS_MISMATCH' } } },
        SPOKEN,
        SPOKEN,
      ],
      exportPath: { kind: 'looked-up', minorVersion: 1 },
    },
    notThere: { exportPath: { kind: 'not-known', at: '/export/none' } },
    sessionStatuses: [
      ...['NFS4_OK', 'NFS4_OK', 'NFS4_OK', 'NFS4_OK', 'NFS4_OK'],
      'NFS4ERR_STALE_CLIENTID', // forgotten
    ],
    nulls: [null, null],
    another: 'program-unavailable', // mountd at the port of NFS
    unmapped: {
      portmapper: { nfsPort: { kind: 'timeout' }, registered: { kind: 'timeout' } },
      versions: [{ outcome: UP }, { outcome: UP }],
      exportPath: { kind: 'looked-up' },
    },
    blackhole: /ip route get 10\.99\.0\.1/,
  });
  const { registered } = seen.byVersion3.portmapper;
  const lines = registered.kind === 'answer' ? registered.answer.registrations : [];
  t.ok(lines.some((line) => JSON.stringify(line) === JSON.stringify(registration)));
});
