import { readFile } from 'node:fs/promises';

export type Secret =
  { readonly ok: true; readonly value: string } | { readonly ok: false; readonly why: string };

/** Returns what `env:NAME` or `file:/path` refers to. The reason names the reference, never the secret. */
export async function readSecret(
  reference: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Secret> {
  const [kind, ...rest] = reference.split(':');
  const place = rest.join(':');
  if (kind === 'env') {
    const value = environment[place];
    if (value !== undefined && value !== '') return { ok: true, value };
    return { ok: false, why: `the environment variable ${place} is not set` };
  }
  if (kind !== 'file')
    return { ok: false, why: 'a secret is referred to as env:NAME or file:/path' };
  try {
    return { ok: true, value: await readFile(place, 'utf8') };
  } catch (error) {
    return {
      ok: false,
      why: `${place} cannot be read (${(error as NodeJS.ErrnoException).code ?? ''})`,
    };
  }
}
