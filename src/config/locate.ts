import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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
  const named = explicit ?? environment['HYBRID_PREFLIGHT_CONFIG'];
  if (named !== undefined && named !== '') {
    const file = resolve(workingDirectory, named);
    if (await exists(file)) return { kind: 'found', file };
    const by = explicit === undefined ? 'HYBRID_PREFLIGHT_CONFIG' : '--config';
    return { kind: 'problem', problem: absent(named, by) };
  }
  for (const file of usualPlaces(request)) {
    if (await exists(file)) return { kind: 'found', file };
  }
  return { kind: 'none' };
}

function usualPlaces({ environment, workingDirectory }: LocateRequest): readonly string[] {
  const { XDG_CONFIG_HOME, HOME } = environment;
  const personal = XDG_CONFIG_HOME ?? (HOME === undefined ? undefined : join(HOME, '.config'));
  return [
    join(workingDirectory, 'preflight.yaml'),
    join(workingDirectory, 'hybrid-preflight.yaml'),
    ...(personal === undefined ? [] : [join(personal, 'hybrid-preflight', 'config.yaml')]),
    '/etc/hybrid-preflight/config.yaml',
  ];
}

function absent(file: string, by: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    path: '',
    what: `${by} names a file that does not exist`,
    expected: 'name an existing file, or write one with "hybrid-preflight init"',
  };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
