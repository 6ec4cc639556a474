import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'tap';
import { locateConfig } from '../../src/config/locate.ts';

const ALL = [
  'named.yaml',
  'by-env.yaml',
  'work/preflight.yaml',
  'work/hybrid-preflight.yaml',
  'xdg/hybrid-preflight/config.yaml',
  'home/.config/hybrid-preflight/config.yaml',
];

interface Row {
  readonly name: string;
  readonly files: readonly string[];
  readonly explicit?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly finds: string;
}

const rows: readonly Row[] = [
  {
    name: '--config comes first',
    files: ALL,
    explicit: '../named.yaml',
    environment: { HYBRID_PREFLIGHT_CONFIG: '../by-env.yaml' },
    finds: 'named.yaml',
  },
  {
    name: 'then HYBRID_PREFLIGHT_CONFIG',
    files: ALL,
    environment: { HYBRID_PREFLIGHT_CONFIG: '../by-env.yaml' },
    finds: 'by-env.yaml',
  },
  {
    name: 'an empty HYBRID_PREFLIGHT_CONFIG counts as unset',
    files: ALL,
    environment: { HYBRID_PREFLIGHT_CONFIG: '' },
    finds: 'work/preflight.yaml',
  },
  { name: 'then ./preflight.yaml', files: ALL, finds: 'work/preflight.yaml' },
  {
    name: 'then ./hybrid-preflight.yaml',
    files: ALL.filter((file) => file !== 'work/preflight.yaml'),
    finds: 'work/hybrid-preflight.yaml',
  },
  {
    name: 'then XDG_CONFIG_HOME',
    files: ALL.slice(4),
    environment: { XDG_CONFIG_HOME: 'xdg', HOME: 'home' },
    finds: 'xdg/hybrid-preflight/config.yaml',
  },
  {
    name: 'then ~/.config',
    files: ALL.slice(4),
    environment: { HOME: 'home' },
    finds: 'home/.config/hybrid-preflight/config.yaml',
  },
  {
    name: 'an empty XDG_CONFIG_HOME counts as unset',
    files: ALL.slice(4),
    environment: { XDG_CONFIG_HOME: '', HOME: 'home' },
    finds: 'home/.config/hybrid-preflight/config.yaml',
  },
];

for (const { name, files, explicit, environment = {}, finds } of rows) {
  test(name, async (t) => {
    const folder = t.testdir({ work: {} });
    for (const file of files) write(join(folder, file));
    const located = await locateConfig({
      explicit,
      environment: absolute(environment, folder),
      workingDirectory: join(folder, 'work'),
    });
    t.strictSame(located, { kind: 'found', file: join(folder, finds) });
  });
}

for (const [by, explicit, environment] of [
  ['--config', 'absent.yaml', {}],
  ['--config', '', {}],
  ['HYBRID_PREFLIGHT_CONFIG', undefined, { HYBRID_PREFLIGHT_CONFIG: 'absent.yaml' }],
] as const) {
  test(`${by} that names no file ("${explicit ?? 'absent.yaml'}") is a problem`, async (t) => {
    const folder = t.testdir({ 'preflight.yaml': '' });
    const located = await locateConfig({ explicit, environment, workingDirectory: folder });
    t.match(located, {
      kind: 'problem',
      problem: { line: 1, what: `${by} names a file that cannot be found` },
    });
  });
}

test('a relative XDG_CONFIG_HOME or HOME counts as unset', async (t) => {
  const folder = t.testdir({ 'hybrid-preflight': { 'config.yaml': '' } });
  const located = await locateConfig({
    explicit: undefined,
    environment: { XDG_CONFIG_HOME: '.', HOME: '.' },
    workingDirectory: folder,
  });
  t.strictSame(located, { kind: 'none' });
});

test('no config anywhere is an outcome of its own', async (t) => {
  const located = await locateConfig({
    explicit: undefined,
    environment: {},
    workingDirectory: t.testdir({}),
  });
  t.strictSame(located, { kind: 'none' });
});

/** XDG folders must be absolute; what names a file may be relative. */
function absolute(environment: Readonly<Record<string, string>>, folder: string) {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      value === '' || name === 'HYBRID_PREFLIGHT_CONFIG' ? value : join(folder, value),
    ]),
  );
}

function write(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
}
