import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Report } from '#core/report.ts';
import { createValidator } from '#lib/schema-validator.ts';
import reportSchema from '../../schema/report.schema.json' with { type: 'json' };
import { reasonOf } from './outputs.ts';
import type { Shell } from './shell.ts';
import { UsageError } from './usage-error.ts';

/** Reads a saved JSON report. Throws UsageError for what cannot be read, or is none. */
export async function readReport(path: string, { workingDirectory }: Shell): Promise<Report> {
  const parsed = parseJson(path, await readText(path, workingDirectory));
  const complaints = createValidator(reportSchema)(parsed);
  if (complaints.length > 0) {
    throw new UsageError(`${path} is no report of this program: ${complaints[0] ?? ''}`);
  }
  // The schema describes exactly this type; a test holds every renderer's input against it.
  return parsed as Report;
}

async function readText(path: string, workingDirectory: string): Promise<string> {
  try {
    return await readFile(resolve(workingDirectory, path), 'utf8');
  } catch (error) {
    throw new UsageError(`${path}: ${reasonOf(error)}`);
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${reasonOf(error)}`);
  }
}
