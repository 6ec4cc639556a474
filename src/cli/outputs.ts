import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Report } from '#core/report.ts';
import type { Renderer } from '../../reports/renderer.ts';
import type { Shell } from './shell.ts';
import { UsageError, unknownWord } from './usage-error.ts';

/** Where one rendering of the report goes: to a file, or to standard output. */
export interface OutputTarget {
  readonly renderer: Renderer;
  readonly path?: string;
}

export interface OutputRequest {
  readonly outputs: readonly string[];
  readonly quiet: boolean;
}

/**
 * Reads `format` and `format=path`. Unless something else claims standard output, or silence was asked
 * for, the terminal report goes there. Throws UsageError for an unknown format or two claims on stdout.
 */
export function parseOutputs(
  { outputs, quiet }: OutputRequest,
  renderers: readonly Renderer[],
): readonly OutputTarget[] {
  const targets = outputs.map((text) => parseOutput(text, renderers));
  const onStdout = targets.filter(({ path }) => path === undefined);
  if (onStdout.length > 1) {
    throw new UsageError(
      `only one report fits on standard output; give the others a path, such as -o ${onStdout[1]?.renderer.name ?? ''}=report.${onStdout[1]?.renderer.extension ?? ''}`,
    );
  }
  const terminal = renderers.find(({ name }) => name === 'terminal');
  if (onStdout.length > 0 || quiet || terminal === undefined) return targets;
  return [...targets, { renderer: terminal }];
}

function parseOutput(text: string, renderers: readonly Renderer[]): OutputTarget {
  const [name = '', ...rest] = text.split('=');
  const path = rest.join('=');
  const renderer = renderers.find((candidate) => candidate.name === name);
  if (renderer === undefined) {
    throw unknownWord(
      'report format',
      name,
      renderers.map((known) => known.name),
    );
  }
  if (rest.length > 0 && path === '') throw new UsageError(`-o ${text}: the path is missing`);
  return path === '' || path === '-' ? { renderer } : { renderer, path };
}

/** Makes sure, before anything is measured, that each file can be written. Throws UsageError. */
export async function prepareOutputs(
  targets: readonly OutputTarget[],
  { workingDirectory }: Shell,
): Promise<void> {
  for (const { renderer, path } of targets) {
    if (path === undefined) continue;
    const full = resolve(workingDirectory, path);
    try {
      await mkdir(dirname(full), { recursive: true });
      await replaceFile(`${full}.probe`, '');
      await rm(`${full}.probe`);
    } catch (error) {
      throw new UsageError(`-o ${renderer.name}=${path}: ${reasonOf(error)}`);
    }
  }
}

/** Renders the report to each target. Files appear whole or not at all. */
export async function writeOutputs(
  report: Report,
  targets: readonly OutputTarget[],
  { stdout, stderr, workingDirectory }: Shell,
  { quiet }: Pick<OutputRequest, 'quiet'>,
): Promise<void> {
  for (const { renderer, path } of targets) {
    if (path === undefined) {
      const { colour, columns } = stdout;
      stdout.write(await renderer.render(report, { colour, columns }));
    } else {
      await replaceFile(resolve(workingDirectory, path), await renderer.render(report));
      if (!quiet) stderr.write(`wrote ${path}\n`);
    }
  }
}

/** Writes beside the file and renames: a reader sees the old text or the new one, never half of it. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(draft, 'w', 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The part of a system error that a person can act on. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code ?? '') {
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOENT':
      return 'no such file or directory';
    case 'EISDIR':
      return 'is a directory';
    case 'EEXIST':
    case 'ENOTDIR':
      return 'a part of the path is not a directory';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOSPC':
      return 'no space left on the device';
    default:
      return message;
  }
}
