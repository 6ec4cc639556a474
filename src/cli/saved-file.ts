import { dirname, resolve } from 'node:path';
import type { SourceFile } from '../config/import/document.ts';

/** Where something saved beforehand may be named. */
export interface SavedRequest {
  /** By an option of the command line, from the working directory. */
  readonly option: string | undefined;
  /** By the config, from its own folder. */
  readonly setting: string | undefined;
  readonly config: string;
  readonly workingDirectory: string;
}

/** Returns where it lies, the option before the config; undefined where nobody names it. */
export function savedFile(request: SavedRequest): SourceFile | undefined {
  const { option, setting, config, workingDirectory } = request;
  if (option !== undefined) return { path: resolve(workingDirectory, option), name: option };
  if (setting === undefined) return undefined;
  return { path: resolve(workingDirectory, dirname(config), setting), name: setting };
}
