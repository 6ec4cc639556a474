import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { createHostState } from '../../src/io/host-state/host-state.ts';

const forever = new AbortController().signal;
const isRoot = process.getuid?.() === 0;

test('a file is read whole, or up to a bound', async (t) => {
  const root = t.testdir({ etc: { short: 'ENABLED=yes\n' } });
  const host = createHostState({ root });
  t.strictSame(await host.read('/etc/short'), {
    kind: 'text',
    text: 'ENABLED=yes\n',
    isCut: false,
  });
  writeFileSync(join(root, 'etc/long'), 'x'.repeat(5 * 1024 * 1024));
  const long = await host.read('/etc/long');
  t.match(long, { kind: 'text', isCut: true });
  t.equal(long.kind === 'text' && long.text.length, 4 * 1024 * 1024);
});

test('what is no file that this user may read is a value', { skip: !isRoot }, async (t) => {
  const root = t.testdir({ folder: { in: '' } });
  const host = createHostState({ root });
  t.strictSame(await host.read('/nothing'), { kind: 'absent' });
  t.strictSame(await host.read('/folder/in/deeper'), { kind: 'absent' });
  t.match(await host.read('/folder'), { kind: 'unreadable' });
  execFileSync('mkfifo', [join(root, 'pipe')]);
  t.match(
    await host.read('/pipe'),
    { kind: 'unreadable' },
    'a pipe that nobody writes to holds nobody up',
  );
  t.match(await createHostState().read('/dev/zero'), { kind: 'unreadable' });
  t.strictSame(await host.list('/folder'), { kind: 'names', names: ['in'], isCut: false });
  t.strictSame(await host.list('/nothing'), { kind: 'absent' });
  t.strictSame(await host.list('/folder/in'), { kind: 'absent' });
});

test('files of /proc, which have no size, are read', async (t) => {
  const host = createHostState();
  const limits = await host.read('/proc/self/limits');
  t.match(limits, { kind: 'text', text: /^Max open files/m, isCut: false });
});

test('room is told of the nearest folder that is there', async (t) => {
  const root = t.testdir({ var: {} });
  const host = createHostState({ root });
  t.match(await host.room('/var/lib/containerd'), { path: '/var' });
  const found = await host.room('/');
  t.ok(found !== null && found.totalBytes >= found.availableBytes && found.availableBytes > 0);
  t.equal(await createHostState({ root: join(root, 'gone') }).room('/x'), null);
});

test('processors and memory are counted', async (t) => {
  const { cpus, memoryBytes } = await createHostState().hardware(forever);
  t.ok(cpus >= 1 && memoryBytes > 2 ** 28);
  const gone = AbortSignal.abort(new Error('enough'));
  await t.rejects(createHostState().hardware(gone), /enough/);
});

test('a port that this process has is told with its name', async (t) => {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.teardown(() => server.close());
  const { port } = server.address() as { port: number };
  const found = (await createHostState().sockets()).find((one) => one.port === port);
  t.match(found, {
    ...{ protocol: 'tcp', address: '127.0.0.1', port },
    owner: new RegExp(`\\(pid ${process.pid}\\)$`),
  });
});

test('sockets of a machine without processes have no owner, and the kernel’s are its own', async (t) => {
  const heading =
    '  sl  local_address rem_address   st tx rx tr tm->when retrnsmt   uid  timeout inode\n';
  const line = (place: string, state: string, inode: number) =>
    `   0: ${place} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 2\n`;
  const root = t.testdir({
    proc: {
      self: {
        net: {
          tcp: `${heading}${line('0100007F:2810', '0A', 77)}${line('0100007F:2811', '01', 78)}garbage\n`,
          udp: `${heading}${line('00000000:2118', '07', 0)}`,
        },
      },
    },
  });
  t.strictSame(await createHostState({ root }).sockets(), [
    { protocol: 'tcp', address: '127.0.0.1', port: 0x2810, owner: null },
    { protocol: 'udp', address: null, port: 8472, owner: 'the kernel' },
  ]);
});

test('names are looked up as daemons on this host do', async (t) => {
  const host = createHostState();
  t.match(await host.lookup('localhost', forever), { kind: 'addresses' });
  t.match(await host.lookup('not a name', forever), { kind: 'unknown' });
  await t.rejects(host.lookup('localhost', AbortSignal.abort(new Error('enough'))), /enough/);
});

test('a program that is not there is a value, and so is one that refuses', async (t) => {
  const folder = t.testdir({
    nft: '#!/bin/sh\necho "Operation not permitted" >&2\nexit 1\n',
    containerd: '#!/bin/sh\necho "containerd x v1.7.1"\n',
    systemctl: '#!/bin/sh\necho "ActiveState=active $2"\n',
    chronyc: '#!/bin/sh\nkill -9 $$\n',
  });
  for (const name of ['nft', 'containerd', 'systemctl', 'chronyc'])
    chmodSync(join(folder, name), 0o755);
  const { PATH = '' } = process.env;
  process.env['PATH'] = `${folder}:${PATH}`;
  t.teardown(() => (process.env['PATH'] = PATH));
  const host = createHostState();
  t.strictSame(await host.ask({ kind: 'nft-ruleset' }, forever), {
    kind: 'refused',
    why: 'Operation not permitted',
  });
  t.match(await host.ask({ kind: 'containerd-version' }, forever), {
    kind: 'told',
    text: /v1\.7\.1/,
  });
  t.match(await host.ask({ kind: 'unit', unit: 'kubelet' }, forever), { text: /kubelet\.service/ });
  t.strictSame(await host.ask({ kind: 'chrony-tracking' }, forever), {
    kind: 'refused',
    why: 'killed',
  });
});

test('the proxies of this program’s environment are told without passwords', (t) => {
  process.env['HTTPS_PROXY'] = 'http://joe:hunter2@proxy.example.com:3128';
  t.teardown(() => delete process.env['HTTPS_PROXY']);
  const { HTTPS_PROXY } = createHostState().proxyEnvironment();
  t.equal(HTTPS_PROXY, 'http://***@proxy.example.com:3128');
  t.equal('PATH' in createHostState().proxyEnvironment(), false);
  t.end();
});

/** A site's authority, a node's pair that it signed, and what can be wrong with files of them. */
function pki(t: Test): string {
  const folder = t.testdir({});
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  for (const name of ['ca', 'other']) {
    openssl(
      'req',
      '-x509',
      ...ec,
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.pem`,
      '-subj',
      `/CN=${name}`,
    );
  }
  openssl('req', ...ec, '-keyout', 'node.key', '-out', 'node.csr', '-subj', '/CN=node-1/O=site');
  const issuer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'];
  openssl('x509', '-req', '-in', 'node.csr', ...issuer, '-days', '90', '-out', 'node.pem');
  openssl('pkey', '-in', 'node.key', '-aes128', '-passout', 'pass:hunter2', '-out', 'locked.key');
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  writeFileSync(join(folder, 'chain.pem'), `# node\n${text('node.pem')}${text('ca.pem')}`);
  writeFileSync(join(folder, 'broken.pem'), `${text('node.pem')}${text('other.pem')}`);
  writeFileSync(join(folder, 'garbage'), 'hunter2');
  mkdirSync(join(folder, 'folder'));
  chmodSync(join(folder, 'node.key'), 0o640);
  return folder;
}

test('a certificate and its key: everything but the key', async (t) => {
  const host = createHostState({ root: pki(t) });
  const of = (certificate: string, key: string) =>
    host.keyPair({ certificate: `/${certificate}`, key: `/${key}` });
  const sound = await of('chain.pem', 'node.key');
  t.match(sound, {
    certificate: {
      kind: 'read',
      isChained: true,
      chain: [
        { subject: 'CN=node-1, O=site', issuer: 'CN=ca', isAuthority: false },
        { subject: 'CN=ca', isAuthority: true },
      ],
    },
    key: { kind: 'read', algorithm: 'ec', bits: null, matches: true, mode: '640' },
  });
  const [own] = sound.certificate.kind === 'read' ? sound.certificate.chain : [];
  t.ok(own !== undefined && own.notAfterMs - own.notBeforeMs === 90 * 86_400_000);
  t.match(own, { notBefore: /^\d{4}-\d\d-\d\d$/ });
  t.match(await of('broken.pem', 'ca.key'), {
    certificate: { isChained: false },
    key: { matches: false },
  });
  t.match(await of('gone.pem', 'node.key'), {
    certificate: { kind: 'absent' },
    key: { matches: null },
  });
  t.match(await of('garbage', 'garbage'), {
    certificate: { kind: 'malformed' },
    key: { kind: 'malformed' },
  });
  t.match(await of('folder', 'folder'), {
    certificate: { kind: 'malformed' },
    key: { kind: 'malformed' },
  });
  const locked = await of('node.pem', 'locked.key');
  t.strictSame(locked.key, { kind: 'encrypted' });
  t.notMatch(JSON.stringify([sound, locked]), /hunter2|PRIVATE|BEGIN/);
});
