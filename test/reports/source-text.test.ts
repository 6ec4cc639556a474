import { test } from 'tap';
import { createValidator } from '#lib/schema-validator.ts';
import { json } from '../../reports/json.ts';
import { junitDocument } from '../../reports/junit-document.ts';
import { terminal } from '../../reports/terminal.ts';
import schema from '../../schema/report.schema.json' with { type: 'json' };
import { finding } from '../fakes/check.ts';
import { reportOf, resultOf } from '../fakes/report.ts';

const ORIGIN = { value: '10.20.0.0/16', setting: 'networks.vpc[0]', place: 'answers/vpcs.json:4' };
const SAYS = 'From the config: 10.20.0.0/16 is networks.vpc[0] (answers/vpcs.json:4).';

function report(...origins: readonly (typeof ORIGIN)[]) {
  const findings = [{ ...finding('fail'), ...(origins.length === 0 ? {} : { origins }) }];
  return reportOf([resultOf('one', { status: 'fail', findings, metrics: [] })]);
}

test('people and CI are told where a value was read', (t) => {
  t.ok(terminal.render(report(ORIGIN)).includes(SAYS));
  t.ok(junitDocument(report(ORIGIN)).includes(SAYS));
  t.notOk(terminal.render(report()).includes('From the config'));
  t.notOk(junitDocument(report()).includes('From the config'));
  t.end();
});

test('programs are told as well, by the schema', (t) => {
  const whole = report(ORIGIN);
  const cited = { ...whole, site: { ...whole.site, origins: [ORIGIN] } };
  t.strictSame(createValidator(schema)(JSON.parse(json.render(cited))), []);
  t.end();
});
