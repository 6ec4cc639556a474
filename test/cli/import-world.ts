import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli/main.ts';
import type { Io } from '#core/io.ts';
import { fakeShell } from '../fakes/shell.ts';

/** The files of a site as an engineer has them, with a marker in the place of every secret. */
export const SITE = 'test/config/import/site';

export const NODE_CONFIG = readFileSync(join(SITE, 'nodeConfig.yaml'), 'utf8');
export const GPU_NODE_CONFIG = readFileSync(join(SITE, 'gpuNodeConfig.yaml'), 'utf8');
export const EKSCTL = readFileSync(join(SITE, 'cluster.yaml'), 'utf8');

/** The name of the saved answer to this command of the AWS CLI. */
export function answerWith(key: string): string {
  const names = readdirSync(join(SITE, 'answers'));
  const name = names.find((one) =>
    readFileSync(join(SITE, 'answers', one), 'utf8').includes(`"${key}"`),
  );
  if (name === undefined) throw new Error(`no answer has ${key}`);
  return name;
}

export function copySite(folder: string): string {
  cpSync(SITE, folder, { recursive: true });
  return folder;
}

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in a folder. */
export async function runIn(folder: string, args: readonly string[], io?: Io): Promise<Said> {
  const shell = fakeShell(folder, io === undefined ? {} : { io });
  const code = await main(args, shell);
  return { code, ...shell.said };
}
