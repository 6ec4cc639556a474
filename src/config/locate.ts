import { stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import type { Problem } from './problem.ts';

export interface LocateRequest {
  /** what --config names */
  readonly explicit: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
}

export type Located =
  | { readonly kind: 'found'; readonly file: string }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'none' };

/** Finds the config: the one that is named, else the first that exists of the usual places. */
export async function locateConfig(request: LocateRequest): Promise<Located> {
  const { explicit, environment, workingDirectory } = request;
  if (explicit !== undefined) return locateNamed(explicit, '--config', workingDirectory);
  const { HYBRID_PREFLIGHT_CONFIG: named = '' } = environment;
  if (named !== '') return locateNamed(named, 'HYBRID_PREFLIGHT_CONFIG', workingDirectory);
  for (const file of usualPlaces(request)) {
    if (await exists(file)) return { kind: 'found', file };
  }
  return { kind: 'none' };
}

async function locateNamed(name: string, by: string, workingDirectory: string): Promise<Located> {
  const file = resolve(workingDirectory, name);
  if (name !== '' && (await exists(file))) return { kind: 'found', file };
  return { kind: 'problem', problem: absent(name, by) };
}

function usualPlaces({ environment, workingDirectory }: LocateRequest): readonly string[] {
  const personal = personalFolder(environment);
  return [
    join(workingDirectory, 'preflight.yaml'),
    join(workingDirectory, 'hybrid-preflight.yaml'),
    ...(personal === undefined ? [] : [join(personal, 'hybrid-preflight', 'config.yaml')]),
    '/etc/hybrid-preflight/config.yaml',
  ];
}

/** XDG Base Directory Specification: an empty or relative XDG_CONFIG_HOME counts as unset. */
function personalFolder({ XDG_CONFIG_HOME = '', HOME = '' }: LocateRequest['environment']) {
  if (isAbsolute(XDG_CONFIG_HOME)) return XDG_CONFIG_HOME;
  return isAbsolute(HOME) ? join(HOME, '.config') : undefined;
}

function absent(file: string, by: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    path: '',
    what: `${by} names a file that cannot be found`,
    expected: 'name an existing file, or write one with "hybrid-preflight init"',
  };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
