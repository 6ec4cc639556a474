import type { Report, Result } from '#core/report.ts';
import type { Renderer } from './renderer.ts';

/** The report as it is, in an order that never changes, so that two reports can be compared by line. */
export const json = {
  name: 'json',
  extension: 'json',
  render: (report) => `${JSON.stringify(inOrder(report), null, 2)}\n`,
} satisfies Renderer;

function inOrder(report: Report): Report {
  const { schema, tool, site, host, startedAt, durationMs, interrupted, tally, verdict } = report;
  return {
    schema,
    tool,
    site,
    host,
    startedAt,
    durationMs,
    ...(interrupted === undefined ? {} : { interrupted }),
    tally,
    verdict,
    results: report.results.map(resultInOrder),
  };
}

function resultInOrder(result: Result): Result {
  const { check, key, from, subject, durationMs, outcome, target, measurement } = result;
  return {
    check,
    key,
    from,
    ...(subject === undefined ? {} : { subject }),
    durationMs,
    outcome,
    ...(target === undefined ? {} : { target }),
    ...(measurement === undefined ? {} : { measurement }),
  };
}
