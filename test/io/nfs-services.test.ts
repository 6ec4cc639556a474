import { type Test, test } from 'tap';
import type { NfsServices, NfsTarget } from '#core/nfs-services.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createNfs } from '../../src/io/nfs/services.ts';
import { closedPort, serveTcp } from '../servers/dns.ts';
import { type NfsWorld, serveMountd, serveNfs, servePortmapper } from '../servers/nfs.ts';

const forever = new AbortController().signal;
const WHOLE: NfsWorld = {
  versions: [3, 4],
  minorVersions: [0, 1, 2],
  path: ['srv', 'data'],
  status: 2,
};

interface Asking extends Partial<NfsTarget> {
  readonly portmapperPort: number;
}

function ask({ portmapperPort, ...target }: Asking, signal = forever): Promise<NfsServices> {
  const nfs = createNfs(createDescriptors(), { portmapperPort });
  const usual = { address: '127.0.0.1', exportPath: '/srv/data', version: '4.0' } as const;
  return nfs.services({ ...usual, ...target }, signal);
}

/** A whole server, with its portmapper and mountd. */
async function serveAll(t: Test, world: Partial<NfsWorld> = {}) {
  const nfs = await serveNfs(t, { ...WHOLE, ...world });
  const mountd = await serveMountd(t, '/srv', '10.0.0.0/8');
  const portmapper = await servePortmapper(t, { nfs: nfs.port, mountd: mountd.port });
  return { nfs, mountd, at: { port: nfs.port, portmapperPort: portmapper.port } };
}

test('a whole server shows all that it offers, as plain JSON', async (t) => {
  const { nfs, mountd, at } = await serveAll(t);
  const services = await ask(at);
  t.match(services, {
    portmapper: {
      nfsPort: { kind: 'answer', answer: nfs.port },
      mountdPort: { kind: 'answer', answer: mountd.port },
      registered: { kind: 'answer', answer: { count: 2 } },
    },
    versions: [
      { version: 3, port: nfs.port, outcome: { kind: 'answer', answer: null } },
      { version: 4, port: nfs.port, outcome: { kind: 'answer' } },
    ],
    minorVersions: [
      { minorVersion: 0, outcome: { answer: { spoken: 'yes', status: 'NFS4_OK' } } },
      { minorVersion: 1, outcome: { answer: { spoken: 'yes', status: /NOT_IN_SESSION$/ } } },
      { minorVersion: 2, outcome: { answer: { spoken: 'yes' } } },
    ],
    mountd: { kind: 'asked', port: mountd.port, exports: { answer: { count: 1 } } },
    exportPath: { kind: 'looked-up', minorVersion: 0 },
  });
  t.strictSame(JSON.parse(JSON.stringify(services)), services);
  t.equal(services.versions.length, 2);
  t.notMatch(JSON.stringify(services), /handle/, 'the handle is nobody’s business');
});

const standings = [
  { version: '3', exportPath: '/srv', is: { kind: 'listed', listed: { groups: ['10.0.0.0/8'] } } },
  { version: '3', exportPath: '/srv/data', is: { kind: 'below-listed' } },
  { version: '3', exportPath: '/home', is: { kind: 'not-known', at: '/home', status: null } },
  { version: '3', exportPath: null, is: { kind: 'not-asked' } },
  { version: '4.2', exportPath: '/srv/data', is: { kind: 'looked-up', minorVersion: 0 } },
  { version: '4.0', exportPath: '/srv/no', is: { kind: 'not-known', at: '/srv/no' } },
  { version: '4.0', exportPath: '/', is: { kind: 'looked-up' } },
] as const;
for (const { version, exportPath, is } of standings) {
  test(`${exportPath ?? 'no path'} by version ${version} is ${is.kind}`, async (t) => {
    const { at } = await serveAll(t);
    t.match((await ask({ ...at, version, exportPath })).exportPath, is);
  });
}

test('a path that the server refuses is told from one that it does not know', async (t) => {
  const { at } = await serveAll(t, { path: ['srv'], status: 13 });
  t.strictSame((await ask(at)).exportPath, {
    kind: 'refused',
    at: '/srv/data',
    status: 'NFS4ERR_ACCESS',
  });
});

test('version 4 alone, without portmapper and mountd', async (t) => {
  const nfs = await serveNfs(t, { ...WHOLE, versions: [4], minorVersions: [0, 1] });
  const { port: portmapperPort } = await closedPort();
  const services = await ask({ port: nfs.port, portmapperPort, version: '3' });
  t.match(services, {
    portmapper: { nfsPort: { kind: 'refused' }, registered: { kind: 'refused' } },
    versions: [
      { version: 3, outcome: { kind: 'program-mismatch', low: 4, high: 4 } },
      { version: 4, outcome: { kind: 'answer' } },
    ],
    minorVersions: [
      { outcome: { answer: { spoken: 'yes' } } },
      { outcome: { answer: { spoken: 'yes' } } },
      { outcome: { answer: { spoken: 'no', status: 'NFS4ERR_MINOR_VERS_MISMATCH' } } },
    ],
    mountd: { kind: 'not-asked', why: 'port-not-told' },
    exportPath: { kind: 'not-told' },
  });
});

test('version 3 is also asked for where the portmapper has it', async (t) => {
  const [usual, elsewhere] = [
    await serveNfs(t, { ...WHOLE, versions: [4] }),
    await serveNfs(t, { ...WHOLE, versions: [3] }),
  ];
  const portmapper = await servePortmapper(t, { nfs: elsewhere.port, mountd: 0 });
  const services = await ask({ port: usual.port, portmapperPort: portmapper.port });
  t.match(services.versions, [
    { version: 3, port: usual.port, outcome: { kind: 'program-mismatch' } },
    { version: 4, port: usual.port, outcome: { kind: 'answer' } },
    { version: 3, port: elsewhere.port, outcome: { kind: 'answer' } },
  ]);
  t.strictSame(services.mountd, { kind: 'not-asked', why: 'not-registered' });
});

/** EXCHANGE_ID, CREATE_SESSION, a lookup behind SEQUENCE, DESTROY_SESSION behind another, DESTROY_CLIENTID. */
const SESSION = [[42], [43], [53, 24, 15, 15, 10], [53, 44], [57]];

for (const [version, minorVersion] of [
  ['4.1', 1],
  ['4.2', 2],
] as const) {
  test(`without 4.0 a path is looked up in a session of ${version}, which is ended`, async (t) => {
    const { nfs, at } = await serveAll(t, { minorVersions: [1, 2] });
    const services = await ask({ ...at, version });
    t.strictSame(services.exportPath, { kind: 'looked-up', minorVersion });
    t.strictSame(nfs.compounds.slice(2), SESSION);
    const other = await ask({ ...at, version, exportPath: '/srv/none' });
    t.match(other.exportPath, { kind: 'not-known', at: '/srv/none' });
  });
}

const sessionTroubles = [
  { operation: 42, status: 'NFS4ERR_DELAY', ends: [[42]] },
  { operation: 43, status: 'NFS4ERR_DELAY', ends: [[42], [43], [57]] },
  {
    operation: 53,
    status: 'NFS4ERR_DELAY',
    ends: [[42], [43], [53, 24, 15, 15, 10], [53, 44], [57]],
  },
];
for (const { operation, status, ends } of sessionTroubles) {
  test(`operation ${operation} that is refused is told, and what was made is ended`, async (t) => {
    const refuses = { operation, status: 10008 };
    const { nfs, at } = await serveAll(t, { minorVersions: [1, 2], refuses });
    const services = await ask({ ...at, version: '4.1' });
    t.strictSame(services.exportPath, { kind: 'failed', at: '/', status });
    t.strictSame(nfs.compounds.slice(2), ends);
  });
}

test('a server without the version that is wanted says so of the path', async (t) => {
  const { at } = await serveAll(t, { minorVersions: [2] });
  const status = 'NFS4ERR_MINOR_VERS_MISMATCH';
  for (const version of ['4.0', '4.1'] as const) {
    const { exportPath } = await ask({ ...at, version });
    t.strictSame(exportPath, { kind: 'failed', at: '/', status });
  }
});

test('where everything is silent, all of it is told within 3 s', async (t) => {
  const silent = await serveTcp(t, (socket) => socket.resume());
  const startedMs = performance.now();
  const services = await ask({ port: silent.port, portmapperPort: silent.port });
  t.ok(performance.now() - startedMs < 3000);
  const silence = { kind: 'silence', receivedBytes: 0 };
  t.match(services, {
    portmapper: { nfsPort: silence, mountdPort: silence, registered: silence },
    versions: [{ outcome: silence }, { outcome: silence }],
    minorVersions: [{ outcome: silence }, { outcome: silence }, { outcome: silence }],
    mountd: { kind: 'not-asked' },
    exportPath: { kind: 'not-told' },
  });
});

test('a path is looked up, also in a session, while the portmapper keeps silent', async (t) => {
  const silent = await serveTcp(t, (socket) => socket.resume());
  const { at } = await serveAll(t, { minorVersions: [1] });
  const services = await ask({ ...at, portmapperPort: silent.port, version: '4.1' });
  t.match(services, {
    portmapper: { mountdPort: { kind: 'silence' } },
    exportPath: { kind: 'looked-up', minorVersion: 1 },
  });
});

test('an abort ends it all with its reason', async (t) => {
  const silent = await serveTcp(t, (socket) => socket.resume());
  const abort = new AbortController();
  const asking = ask({ port: silent.port, portmapperPort: silent.port }, abort.signal);
  setImmediate(() => {
    abort.abort(new Error('stopped by hand'));
  });
  await t.rejects(asking, { message: 'stopped by hand' });
});

test('what is no address or no path is not asked for', async (t) => {
  await t.rejects(ask({ portmapperPort: 1, port: 1, address: 'filer' }), { name: 'TypeError' });
  await t.rejects(ask({ portmapperPort: 1, port: 1, exportPath: 'srv' }), { name: 'TypeError' });
});
