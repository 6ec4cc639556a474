import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'tap';
import { fixtureNames } from './said.ts';

const HERE = new URL('.', import.meta.url);

test('every fixture is read by a test, and listed with where it comes from', (t) => {
  const tests = readdirSync(HERE).filter((name) => name.endsWith('.test.ts'));
  const code = tests.map((name) => readFileSync(new URL(name, HERE), 'utf8')).join('\n');
  const list = readFileSync(new URL('fixtures/README.md', HERE), 'utf8');
  for (const name of fixtureNames()) {
    t.ok(code.includes(`'${name}'`), `${name} is read`);
    t.ok(list.includes(`\`${name}\``), `${name} is listed`);
  }
  t.end();
});
