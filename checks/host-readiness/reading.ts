import type { World } from './area.ts';

/** Settings that people write are short; what is longer is not looked through. */
const MOST_CHARACTERS = 262_144;

const MOST_FILES = 100;

/** Returns the text of a file; null where there is none, or none for this user. */
export async function textOf({ hostState }: World, path: string): Promise<string | null> {
  const file = await hostState.read(path);
  return file.kind === 'text' ? file.text : null;
}

/** Returns the text of a file of settings, up to a bound; empty where there is none. */
export async function settingsOf(world: World, path: string): Promise<string> {
  return ((await textOf(world, path)) ?? '').slice(0, MOST_CHARACTERS);
}

export type Settings = { readonly path: string; readonly text: string };

/** Returns the files of a folder of settings that end so, in the order in which programs read them. */
export async function settingsIn(
  world: World,
  folder: string,
  ending: string,
): Promise<readonly Settings[]> {
  const names = await namesIn(world, folder);
  const paths = names
    .filter((name) => name.endsWith(ending))
    .slice(0, MOST_FILES)
    .map((name) => `${folder}/${name}`);
  return Promise.all(paths.map(async (path) => ({ path, text: await settingsOf(world, path) })));
}

/** Returns the names in a folder; none where there is none. */
export async function namesIn({ hostState }: World, folder: string): Promise<readonly string[]> {
  const found = await hostState.list(folder);
  return found.kind === 'names' ? found.names : [];
}
