import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { configSchema } from '../../config/schema.ts';
import { starterConfig } from '../../config/starter.ts';
import { BUILT_IN } from '../open-preflight.ts';
import { reasonOf, replaceFile } from '../outputs.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';

const SCHEMA_FILE = 'preflight.schema.json';

export interface InitArguments {
  readonly path: string;
  readonly force: boolean;
}

/** Writes the starter config, and the schema beside it so that editors can help. */
export async function executeInit({ path, force }: InitArguments, shell: Shell): Promise<number> {
  if (path === '-') {
    shell.stdout.write(starterConfig());
    return 0;
  }
  const file = resolve(shell.workingDirectory, path);
  if (!force && (await exists(file))) {
    throw new UsageError(`${path} exists already: --force replaces it, --path names another`);
  }
  const schema = join(dirname(file), SCHEMA_FILE);
  try {
    await replaceFile(file, starterConfig());
    await replaceFile(schema, `${JSON.stringify(configSchema(BUILT_IN.checks), null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`${path}: ${reasonOf(error)}`);
  }
  shell.stdout.write(
    `Wrote ${path} and ${SCHEMA_FILE}. Fill in your networks, then: hybrid-preflight validate, hybrid-preflight run\n`,
  );
  return 0;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
