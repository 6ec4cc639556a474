import { readFile } from 'node:fs/promises';

/** The wire's program by file name, which the bundle carries along; a checkout has the files. */
declare const EMBEDDED_IMPAIRER: Readonly<Record<string, string>> | undefined;

/** The first is the one to run. */
export const IMPAIRER_FILES = [
  'impair.py',
  'control.py',
  'device.py',
  'direction.py',
  'settings.py',
] as const;

/** Returns the Python program that carries the wire's packets: its files by name. */
export async function impairerSource(): Promise<Readonly<Record<string, string>>> {
  if (typeof EMBEDDED_IMPAIRER === 'object') return EMBEDDED_IMPAIRER;
  const texts = await Promise.all(
    IMPAIRER_FILES.map((name) => readFile(new URL(`./impair/${name}`, import.meta.url), 'utf8')),
  );
  return Object.fromEntries(IMPAIRER_FILES.map((name, index) => [name, texts[index] ?? '']));
}
