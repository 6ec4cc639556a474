import type { Part, Path } from './manifest.ts';
import type { VolumeProblem } from './volume.ts';

/** Returns a problem with the value under a key, or with the object where the key is missing. */
export function problemAt(
  { manifest, path }: Part,
  key: string,
  what: string,
  expected: string,
): VolumeProblem {
  const whole = [...path, key];
  return { ...manifest.positionOf(whole), path: pathText(whole), what, expected };
}

/** Keys come from the file: what does not print, or goes on and on, is left out. */
export function pathText(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${printable(part)}`))
    .join('')
    .replace(/^\./, '');
}

const LONGEST_KEY = 80;

/** Returns a text of the file as it may be shown: short, on one line. */
export function printable(text: string): string {
  return text.slice(0, LONGEST_KEY).replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}]/gu, '?');
}
