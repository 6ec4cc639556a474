import type { ProgramRun } from '#core/program-run.ts';
import { sanitise } from '../text/sanitise.ts';

/** Which version of a program is installed, as far as it tells. */
export type ToolAnswer =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unclear'; readonly said: string };

const MOST_SAID = 200;

/** Reads the first version in what `--version` printed. */
export function readToolVersion(run: ProgramRun): ToolAnswer {
  if (run.kind === 'not-found') return { kind: 'absent' };
  if (run.kind === 'failed') return { kind: 'unclear', said: run.why };
  if (run.kind === 'timeout') return { kind: 'unclear', said: `nothing within ${run.afterMs} ms` };
  const [version] = /\d{1,5}(?:\.\d{1,5}){1,3}/.exec(run.stdout.slice(0, 4096)) ?? [];
  if (version !== undefined && run.code === 0) return { kind: 'version', version };
  const said = sanitise(`${run.stdout} ${run.stderr}`.trim().split('\n')[0] ?? '');
  return { kind: 'unclear', said: said.slice(0, MOST_SAID) };
}

/** Compares versions part by part: negative where `one` is the older; what is missing counts as 0. */
export function compareVersions(one: string, other: string): number {
  const ones = one.split('.').map(Number);
  const others = other.split('.').map(Number);
  const [longer] = [ones, others].sort((a, b) => b.length - a.length);
  const differences = (longer ?? []).map((_, index) => (ones[index] ?? 0) - (others[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
