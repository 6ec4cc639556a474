import { readFile } from 'node:fs/promises';

/** The guest's scripts by file name, which the bundle carries along; a checkout has the files. */
declare const EMBEDDED_GUEST: Readonly<Record<string, string>> | undefined;

const FILES = ['init.sh', 'run.sh'] as const;

/** Returns the scripts that run inside the guest: their texts by file name. */
export async function guestScripts(): Promise<Readonly<Record<string, string>>> {
  if (typeof EMBEDDED_GUEST === 'object') return EMBEDDED_GUEST;
  const texts = await Promise.all(
    FILES.map((name) => readFile(new URL(name, import.meta.url), 'utf8')),
  );
  return Object.fromEntries(FILES.map((name, index) => [name, texts[index] ?? '']));
}
