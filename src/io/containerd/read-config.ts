import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { ContainerdConfig } from '#core/containerd.ts';
import { matchesGlob } from '#core/glob.ts';
import { containerdConfig, readConfigFile } from '#lib/containerd/config.ts';
import type { TomlTable } from '#lib/toml/table.ts';
import { readFileText } from '../bounded-file.ts';

/** Where containerd looks unless it is told otherwise. */
export const CONTAINERD_CONFIG = '/etc/containerd/config.toml';

/** Where tools lay their part of it, for the config to import. */
const DROP_INS = 'conf.d/*.toml';

/** Nobody writes more drop-ins. */
const MOST_FILES = 64;

type Loaded = { readonly path: string; readonly table: TomlTable };

/** Reads containerd's config below `root`, with the files that it imports. */
export async function readContainerdConfig(
  root: string,
  file = CONTAINERD_CONFIG,
): Promise<ContainerdConfig> {
  const loaded: Loaded[] = [];
  const waiting = [file];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (loaded.length === MOST_FILES || loaded.some((one) => one.path === path)) continue;
    const text = await readFileText(join(root, path));
    if (text.kind === 'absent') continue;
    if (text.kind === 'unreadable') return { kind: 'unreadable', file: path, why: text.why };
    const read = readConfigFile(text.text);
    if (read.kind === 'broken') return { kind: 'unreadable', file: path, why: read.why };
    loaded.push({ path, table: read.table });
    for (const one of read.imports)
      waiting.push(...(await filesOf(root, resolve(dirname(path), one))));
  }
  if (loaded.length === 0) return { kind: 'absent' };
  const dropIns = await filesOf(root, join(dirname(file), DROP_INS));
  const ignored = dropIns.filter((path) => !loaded.some((one) => one.path === path));
  return containerdConfig(loaded, ignored);
}

/** An import may have stars in its last part. */
async function filesOf(root: string, pattern: string): Promise<readonly string[]> {
  if (!pattern.includes('*')) return [pattern];
  const folder = dirname(pattern);
  const names = await readdir(join(root, folder)).catch(() => []);
  return names
    .filter((name) => matchesGlob(basename(pattern), name))
    .sort()
    .slice(0, MOST_FILES)
    .map((name) => join(folder, name));
}
