import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { createValidator } from '#lib/schema-validator.ts';
import schema from '../../schema/explain-log.schema.json' with { type: 'json' };
import { main } from '../../src/cli/main.ts';
import type { LogReport } from '../../src/cli/logs/log-report.ts';
import { fakeShell } from '../fakes/shell.ts';

export const LOGS = resolve('test/logs');
/** What the schema of the report has against a value. */
export const complaints = createValidator(schema);

/** Runs explain-log where the logs are. */
export async function explain(args: readonly string[], stdin?: string | Readable, folder = LOGS) {
  const shell = fakeShell(folder, stdin === undefined ? {} : { stdin });
  const code = await main(['explain-log', ...args], shell);
  return { code, ...shell.said };
}

/** Its report as JSON, and what the schema has against it. */
export async function explainJson(args: readonly string[], stdin?: string | Readable) {
  const { code, stdout } = await explain([...args, '--format', 'json'], stdin);
  const parsed: unknown = JSON.parse(stdout);
  // The schema is held to the output here, and describes exactly this type.
  return { code, complaints: complaints(parsed), report: parsed as LogReport, stdout };
}
