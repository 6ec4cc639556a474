import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { checks } from '../../checks/index.ts';
import { configSchema } from '../../src/config/schema.ts';

const FILE = 'schema/preflight.schema.json';

// Writes the published schema of the config; with --check it only says whether that is stale.
const text = `${JSON.stringify(configSchema(checks), null, 2)}\n`;
const isFresh = existsSync(FILE) && readFileSync(FILE, 'utf8') === text;
if (!process.argv.includes('--check')) writeFileSync(FILE, text);
else if (!isFresh) {
  console.log(`${FILE} is stale: node bin/dev/schema.ts`);
  process.exitCode = 1;
}
