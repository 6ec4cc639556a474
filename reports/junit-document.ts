import type { Finding } from '#core/finding.ts';
import type { Report, Result } from '#core/report.ts';
import { tallyOf } from '#core/summary.ts';
import { toXml, type XmlElement } from '#lib/xml.ts';
import { describeSkip } from './skip-text.ts';
import { sourceOf } from './source-text.ts';

/**
 * JUnit XML in the dialect that Jenkins, GitLab, Azure and GitHub all read: one flat level, a suite a check,
 * a test a case. `failure` is a requirement that is not met; `error` is one that could not be decided, be it
 * for want of evidence or of means: neither may pass for the other, and neither may pass.
 */
export function junitDocument(report: Report): string {
  return toXml({ name: 'testsuites', children: suitesOf(report) });
}

/** Jenkins keeps 100,000 characters of a failing test; a CI page needs less. */
const MOST_CHARACTERS = 20_000;

/** One text alone may not push the fix, or the next finding, out of what is kept. */
const MOST_OF_ONE_TEXT = 4000;

/** Lists of tests show the message on a line; the body says the rest. */
const MOST_OF_MESSAGE = 500;

function suitesOf(report: Report): readonly XmlElement[] {
  const byCheck = Map.groupBy(report.results, ({ check }) => check.id);
  return [...byCheck.values()].map((results, index) => suiteOf(report, results, index));
}

function suiteOf(report: Report, results: readonly Result[], index: number): XmlElement {
  const id = results[0]?.check.id ?? '';
  const cases = results.map(caseOf);
  const tally = tallyOf(results);
  const totalMs = results.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return {
    name: 'testsuite',
    attributes: {
      name: id,
      package: 'hybrid-preflight',
      id: index,
      hostname: report.host.name,
      // Azure reads a time without zone as UTC, and the schemas allow no other.
      timestamp: report.startedAt.slice(0, 19),
      tests: cases.length,
      failures: tally.fail,
      errors: tally.error + tally.inconclusive,
      skipped: tally.skip,
      time: seconds(totalMs),
    },
    children: [
      { name: 'properties', children: propertiesOf(report) },
      ...cases,
      { name: 'system-out', children: [remarksOf(results)] },
      { name: 'system-err', children: ['-'] },
    ],
  };
}

function propertiesOf({ tool, site: { stage } }: Report): readonly XmlElement[] {
  return [
    property('hybrid-preflight.version', tool.version),
    ...(stage === undefined ? [] : [property('hybrid-preflight.stage', stage)]),
  ];
}

function property(name: string, value: string): XmlElement {
  return { name: 'property', attributes: { name, value } };
}

function caseOf(result: Result): XmlElement {
  return {
    name: 'testcase',
    attributes: {
      name: nameOf(result),
      classname: `hybrid-preflight.${result.check.id}`,
      time: seconds(result.durationMs),
    },
    children: troubleOf(result),
  };
}

/** The name that `--only` and waivers know the case by, without the check, which is the class. */
function nameOf({ from, key }: Result): string {
  return from === 'peer' ? `peer:${key}` : key;
}

/** Exactly one child says why a test did not pass; a warning passes and is told in system-out. */
function troubleOf({ outcome }: Result): readonly XmlElement[] {
  switch (outcome.status) {
    case 'pass':
    case 'warn':
      return [];
    case 'fail':
      return [troubleElement('failure', outcome.findings, 'fail')];
    case 'inconclusive':
      return [troubleElement('error', outcome.findings, 'inconclusive')];
    case 'skip':
      return [
        { name: 'skipped', children: [cut(describeSkip(outcome.because), MOST_OF_ONE_TEXT)] },
      ];
    case 'error': {
      const { fault } = outcome;
      const body = fault.kind === 'bug' ? fault.stack : fault.fix;
      return [element('error', { message: fault.message, type: fault.kind, body })];
    }
  }
}

function troubleElement(
  name: 'failure' | 'error',
  findings: readonly Finding[],
  severity: Finding['severity'],
): XmlElement {
  const [lead] = findings.filter((finding) => finding.severity === severity);
  return element(name, {
    message: lead === undefined ? '' : `${lead.title}: ${lead.detail}`,
    type: lead?.code ?? severity,
    body: findings.map(tell).join('\n\n'),
  });
}

function element(
  name: string,
  {
    message,
    type,
    body,
  }: { readonly message: string; readonly type: string; readonly body: string },
): XmlElement {
  return {
    name,
    attributes: { message: cut(message, MOST_OF_MESSAGE), type: `hybrid-preflight.${type}` },
    // Some readers show the attribute only, some the body only.
    children: [cut(`${cut(message, MOST_OF_ONE_TEXT)}\n\n${body}`, MOST_CHARACTERS)],
  };
}

function tell(finding: Finding): string {
  const { code, severity, title, detail, data, fix, waived } = finding;
  const source = sourceOf(finding);
  const lines = [
    `${severity}: ${title} (${code})`,
    detail,
    `Evidence: ${JSON.stringify(data)}`,
    `To mend it: ${fix}`,
    ...(source === '' ? [] : [source]),
    ...(waived === undefined
      ? []
      : [`Waived until ${waived.expires} by ${waived.owner}: ${waived.reason}`]),
  ];
  return lines.map((line) => cut(line, MOST_OF_ONE_TEXT)).join('\n');
}

/** What a test that passed still has to say. Never empty: an empty system-out breaks a reader on GitHub. */
function remarksOf(results: readonly Result[]): string {
  const remarks = results.flatMap((result) =>
    result.outcome.status === 'pass' || result.outcome.status === 'warn'
      ? result.outcome.findings.map((finding) => `${nameOf(result)}: ${tell(finding)}`)
      : [],
  );
  return remarks.length === 0 ? 'No remarks.' : cut(remarks.join('\n\n'), MOST_CHARACTERS);
}

function cut(text: string, most: number): string {
  const surplus = text.length - most;
  if (surplus <= 0) return text;
  return `${text.slice(0, most)}\n… ${surplus} more characters; the JSON report holds them all`;
}

/** Plain decimals: a reader of `1e-7` sees 1. */
function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
