import { test } from 'tap';
import { createValidator } from '#lib/schema-validator.ts';
import { json } from '../../reports/json.ts';
import schema from '../../schema/report.schema.json' with { type: 'json' };
import { fullReport } from '../fakes/report.ts';

const complaints = createValidator(schema);

test('a report of every status is valid by the published schema', (t) => {
  t.strictSame(complaints(JSON.parse(json.render(fullReport()))), []);
  t.end();
});

test('the schema refuses what it does not describe', (t) => {
  const report = fullReport();
  t.not(complaints({ ...report, surprise: 1 }).length, 0);
  t.not(complaints({ ...report, schema: 2 }).length, 0);
  t.not(complaints({ ...report, results: [{ key: 'alone' }] }).length, 0);
  t.end();
});

test('the order of keys never changes', (t) => {
  const shuffled = Object.fromEntries(Object.entries(fullReport()).toReversed());
  // The same report, its keys written in another order.
  t.equal(json.render(shuffled as ReturnType<typeof fullReport>), json.render(fullReport()));
  t.end();
});
