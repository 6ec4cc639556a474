import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'tap';
import { readFileText } from '../../src/io/bounded-file.ts';
import { readContainerdConfig } from '../../src/io/containerd/read-config.ts';

type Tree = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const below = (containerd: Tree) => ({ etc: { containerd } });

test('without a config there is none', async (t) => {
  t.strictSame(await readContainerdConfig(t.testdir({})), { kind: 'absent' });
  t.strictSame(
    await readContainerdConfig(t.testdir(below({ 'conf.d': { 'a.toml': 'version = 2' } }))),
    {
      kind: 'absent',
    },
  );
});

test('what is imported overrules, and what is not is told', async (t) => {
  const root = t.testdir(
    below({
      'config.toml': `version = 3
imports = ["conf.d/*.toml", "/etc/containerd/config.toml", "/etc/none.toml"]
[plugins."io.containerd.cri.v1.images".registry]
config_path = "/a:/b"
[plugins."io.containerd.cri.v1.runtime"]
enable_cdi = false
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
`,
      'conf.d': {
        'b.toml': '[plugins."io.containerd.cri.v1.runtime"]\nenable_cdi = true\n',
        'a.toml':
          '[plugins."io.containerd.cri.v1.runtime".containerd]\ndefault_runtime_name = "nvidia"\nruntimes.nvidia = {}\n',
        readme: 'no config',
      },
    }),
  );
  t.strictSame(await readContainerdConfig(root), {
    kind: 'read',
    files: ['config.toml', 'conf.d/a.toml', 'conf.d/b.toml'].map(
      (name) => `/etc/containerd/${name}`,
    ),
    ignored: [],
    version: 3,
    runtimes: ['runc', 'nvidia'],
    defaultRuntime: 'nvidia',
    cdi: 'on',
    registryFolders: ['/a', '/b'],
  });
});

test('a drop-in that nobody imports is told', async (t) => {
  const root = t.testdir(below({ 'config.toml': '', 'conf.d': { 'a.toml': '' } }));
  t.match(await readContainerdConfig(root), {
    version: 1,
    cdi: 'unset',
    ignored: ['/etc/containerd/conf.d/a.toml'],
  });
});

test('values of other kinds than they should be are as if they were not there', async (t) => {
  const text = `version = "x"\nplugins."io.containerd.grpc.v1.cri" = { containerd = 1, enable_cdi = "yes", registry = [] }\n`;
  t.match(await readContainerdConfig(t.testdir(below({ 'config.toml': text }))), {
    ...{ version: 1, runtimes: [], defaultRuntime: null, cdi: 'unset', registryFolders: [] },
  });
});

test('a config that cannot be read says why', async (t) => {
  t.match(await readContainerdConfig(t.testdir(below({ 'config.toml': 'a = 1\nb' }))), {
    ...{ kind: 'unreadable', file: '/etc/containerd/config.toml', why: /^line 2: / },
  });
  t.match(await readContainerdConfig(t.testdir(below({ 'config.toml': { folder: '' } }))), {
    ...{ kind: 'unreadable', why: 'it is no file' },
  });
});

test('a file is read up to a bound, and a pipe not at all', async (t) => {
  const folder = t.testdir({ long: 'x'.repeat(100) });
  t.strictSame(await readFileText(join(folder, 'long'), 100), {
    kind: 'text',
    text: 'x'.repeat(100),
  });
  t.match(await readFileText(join(folder, 'long'), 99), { kind: 'unreadable', why: /99 bytes/ });
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  t.match(await readFileText(join(folder, 'pipe')), { kind: 'unreadable' });
  t.match(await readFileText('/dev/zero'), { kind: 'unreadable' });
  t.match(await readFileText('/proc/self/status'), { kind: 'text', text: /^Name:/ });
  t.strictSame(await readFileText(join(folder, 'long', 'below')), { kind: 'absent' });
});
