import type { ContainerdConfig } from '#core/containerd.ts';
import { parseToml } from '../toml/parse.ts';
import { newTable, type TomlTable, type TomlValue } from '../toml/table.ts';

export type ReadFile =
  | { readonly kind: 'read'; readonly table: TomlTable; readonly imports: readonly string[] }
  | { readonly kind: 'broken'; readonly why: string };

/** Reads one file of containerd's config, and names the files that it imports. */
export function readConfigFile(text: string): ReadFile {
  const parsed = parseToml(text);
  if (!parsed.ok) return { kind: 'broken', why: `line ${parsed.line}: ${parsed.why}` };
  return { kind: 'read', table: parsed.table, imports: textsOf(parsed.table['imports']) };
}

/** containerd 1.x has one plugin for all of CRI; 2.x one for images and one for the rest (containerd-config.toml(5)). */
const RUNTIME_PLUGINS = ['io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.runtime'];
const IMAGE_PLUGINS = ['io.containerd.grpc.v1.cri', 'io.containerd.cri.v1.images'];

/** Says what a config comes to: later files overrule earlier ones. */
export function containerdConfig(
  files: readonly { readonly path: string; readonly table: TomlTable }[],
  ignored: readonly string[] = [],
): ContainerdConfig {
  const whole = files.reduce<TomlTable>((sum, { table }) => merged(sum, table), newTable());
  const at = (plugins: readonly string[], ...path: readonly string[]): TomlValue | undefined =>
    plugins
      .map((plugin) => valueAt(whole, ['plugins', plugin, ...path]))
      .findLast((value) => value !== undefined);
  const runtimes = at(RUNTIME_PLUGINS, 'containerd', 'runtimes');
  const defaultRuntime = at(RUNTIME_PLUGINS, 'containerd', 'default_runtime_name');
  const cdi = at(RUNTIME_PLUGINS, 'enable_cdi');
  const folders = at(IMAGE_PLUGINS, 'registry', 'config_path');
  const version = whole['version'];
  return {
    kind: 'read',
    files: files.map(({ path }) => path),
    ignored,
    version: typeof version === 'number' ? version : 1,
    runtimes: isTable(runtimes) ? Object.keys(runtimes) : [],
    defaultRuntime: typeof defaultRuntime === 'string' ? defaultRuntime : null,
    cdi: typeof cdi === 'boolean' ? (cdi ? 'on' : 'off') : 'unset',
    registryFolders: typeof folders === 'string' ? folders.split(':').filter(Boolean) : [],
  };
}

function merged(under: TomlTable, over: TomlTable): TomlTable {
  const sum = Object.assign(newTable(), under);
  for (const [key, value] of Object.entries(over)) {
    const old = sum[key];
    sum[key] = isTable(old) && isTable(value) ? merged(old, value) : value;
  }
  return sum;
}

function valueAt(table: TomlTable, path: readonly string[]): TomlValue | undefined {
  let value: TomlValue | undefined = table;
  for (const key of path) value = isTable(value) ? value[key] : undefined;
  return value;
}

export function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value);
}

/** One text, or the texts of a list. */
export function textsOf(value: TomlValue | undefined): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly TomlValue[]) : [value];
  return list.filter((one) => typeof one === 'string');
}
