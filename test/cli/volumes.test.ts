import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { main } from '../../src/cli/main.ts';
import { volumesIn, withVolumes } from '../../src/cli/volumes.ts';
import { siteWith } from '../fakes/site.ts';
import { fakeShell } from '../fakes/shell.ts';
import { BY_DRIVER, IN_TREE } from '../lib/persistent-volume/manifests.ts';

const CONFIG = `cluster: { name: prod, endpointMode: private }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16] }
targets:
  nfs: [{ server: 192.0.2.1, export: /export, options: "vers=4.2,hard" }]
`;

const OTHERS = `apiVersion: v1
kind: StorageClass
metadata: { name: fast }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: local }
spec: { local: { path: /mnt } }
`;

/** Plans a run with a manifest, beside a config with one export. */
async function plan(t: Test, manifest: string, ...words: readonly string[]) {
  const folder = t.testdir({ 'preflight.yaml': CONFIG, 'pv.yaml': manifest });
  const file = join(folder, 'pv.yaml');
  const shell = fakeShell(folder);
  const run = ['run', '--dry-run', '--only', 'nfs-throughput', '--persistent-volume', file];
  const code = await main([...run, ...words], shell);
  const { stdout, stderr } = shell.said;
  return { code, stdout, stderr: stderr.replaceAll(`${folder}/`, '') };
}

test('the exports of volumes are tested beside those of the config', async (t) => {
  const { code, stdout } = await plan(t, `${IN_TREE}---\n${BY_DRIVER}`);
  t.equal(code, 0);
  t.match(stdout, '/export@192.0.2.1');
  t.match(stdout, '/export/team/a@nas.example.com');
  t.equal(stdout.split('/export@192.0.2.1').length, 2, 'the same export is one case');
});

test('what is left out is said, with its reason and its line', async (t) => {
  const { code, stderr } = await plan(t, `${OTHERS}---\n${IN_TREE}`);
  t.equal(code, 0);
  t.match(stderr, 'pv.yaml:1: StorageClass fast is left out: it is no PersistentVolume');
  t.match(stderr, 'pv.yaml:5: PersistentVolume local is left out: its volume is local, not NFS');
  const quiet = await plan(t, OTHERS, '--quiet', '-o', 'json=report.json');
  t.equal(quiet.stderr, '');
});

const wrong = [
  {
    what: 'no server',
    manifest: IN_TREE.replace('server: 192.0.2.1', 'server: -oproxy'),
    says: /^pv\.yaml:13:13: spec\.nfs\.server: no server stands here: a host name/m,
  },
  {
    what: 'an option that is none',
    manifest: IN_TREE.replace('- hard', '- hart'),
    says: /^pv\.yaml:1:1: spec\.mountOptions: hart /m,
  },
  {
    what: 'an option that would run away',
    manifest: IN_TREE.replace('- hard', '- "hard,bg"'),
    says: /^pv\.yaml:1:1: spec\.mountOptions: bg /m,
  },
  {
    what: 'what is no YAML, behind a volume',
    manifest: `${IN_TREE}---\nkind: [\n`,
    says: /^pv\.yaml:1[67]:\d+: /m,
  },
  { what: 'an alias bomb', manifest: bomb(), says: /^pv\.yaml:\d+:\d+: / },
];

/** Ten lines that would be a million. */
function bomb(): string {
  const lines = Array.from({ length: 9 }, (_, index) => {
    const before = `*a${index}`;
    return `a${index + 1}: &a${index + 1} [${Array(9).fill(before).join(', ')}]`;
  });
  return `a0: &a0 [x]\n${lines.join('\n')}\n`;
}

for (const { what, manifest, says } of wrong) {
  test(`a manifest with ${what} is refused, and nothing is sent`, async (t) => {
    const { code, stdout, stderr } = await plan(t, manifest);
    t.equal(code, 2);
    t.equal(stdout, '');
    t.match(stderr, /the manifests cannot be used|pv\.yaml/);
    t.match(stderr.replace(/^.*cannot be used\n/, ''), says);
  });
}

test('a file that is not there, and one that is far too long, are refused', async (t) => {
  const folder = t.testdir({ 'preflight.yaml': CONFIG });
  const long = join(folder, 'long.yaml');
  writeFileSync(long, `# ${'x'.repeat(9 * 1024 * 1024)}\n`);
  for (const file of ['none.yaml', long]) {
    const shell = fakeShell(folder);
    t.equal(await main(['run', '--dry-run', '--persistent-volume', file], shell), 2);
    t.match(shell.said.stderr, file);
  }
});

test('problems of several files are told together', async (t) => {
  const folder = t.testdir({
    'a.yaml': IN_TREE.replace('path: /export', 'path: export'),
    'b.yaml': IN_TREE.replace('server: 192.0.2.1', 'server: 7'),
  });
  const files = ['a.yaml', 'b.yaml'].map((name) => join(folder, name));
  await t.rejects(volumesIn(files), { name: 'UsageError', message: /a\.yaml[^]*b\.yaml/ });
});

test('a volume becomes an export as the kubelet of this host would mount it', async (t) => {
  const folder = t.testdir({
    'plain.yaml': IN_TREE,
    'driver.yaml': BY_DRIVER,
    'bare.yaml': IN_TREE.replace(/ {2}mountOptions:\n.*\n.*\n/, ''),
  });
  const read = async (name: string) => (await volumesIn([join(folder, name)])).exports;
  const here = { path: null, from: 'on-prem' };
  t.strictSame(await read('plain.yaml'), [
    { server: '192.0.2.1', exportPath: '/export', options: 'hard,nfsvers=4.1', ...here },
  ]);
  t.strictSame(await read('driver.yaml'), [
    { server: 'nas.example.com', exportPath: '/export/team/a', options: 'soft,ro', ...here },
  ]);
  t.match(await read('bare.yaml'), [{ options: 'hard' }]);
  t.strictSame(await volumesIn([]), { exports: [], notes: [] });
});

test('what the config says of an export stands', (t) => {
  const one = { server: 'nas', exportPath: '/a', path: null } as const;
  const ours = [
    { ...one, options: 'vers=3', from: 'on-prem' },
    { ...one, options: 'vers=3', from: 'aws' },
  ] as const;
  const site = siteWith({ targets: { ...siteWith().targets, nfs: ours } });
  const volume = { ...one, options: 'hard', from: 'on-prem' } as const;
  const other = { ...volume, exportPath: '/b' };
  t.strictSame(withVolumes(site, [volume, other, other]).targets.nfs, [...ours, other]);
  t.strictSame(withVolumes(site, []), site);
  t.end();
});
