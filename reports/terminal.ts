import type { Report, Result, SkipReason, Verdict } from '#core/report.ts';
import { LOOK, paint } from '#lib/style.ts';
import { sanitise } from '#lib/text/sanitise.ts';
import { wrap } from '#lib/text/wrap.ts';
import { checkTable } from './terminal-checks.ts';
import { findingSections } from './terminal-findings.ts';
import { skippedSection } from './terminal-skipped.ts';
import type { Renderer, RenderStyle } from './renderer.ts';

const PLAIN: RenderStyle = { colour: false, columns: 100 };

/** The report for people: the verdict, what blocks and how to mend it, then the rest. */
export const terminal = {
  name: 'terminal',
  extension: 'txt',
  render: (report, style = PLAIN) => {
    // Targets, names and error texts come from outside: none of them may move the cursor or begin a line.
    const clean = JSON.parse(JSON.stringify(report), cleaned) as Report;
    return [
      headline(clean, style),
      ...findingSections(clean.results, style),
      checkTable(clean.results, style),
      skippedSection(clean.results, style),
    ]
      .filter((part) => part !== '')
      .join('\n');
  },
} satisfies Renderer;

function cleaned(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return key === 'fix' ? value.split('\n').map(oneLine).join('\n') : oneLine(value);
}

function oneLine(text: string): string {
  return sanitise(text).replaceAll(/\s+/g, ' ');
}

const HEADLINES: Readonly<Record<Verdict, string>> = {
  pass: 'READY',
  warn: 'READY, WITH WARNINGS',
  inconclusive: 'UNDECIDED',
  fail: 'NOT READY',
};

function headline(report: Report, style: RenderStyle): string {
  const { verdict, tally, site, host, durationMs } = report;
  const { symbol, format } = LOOK[verdict];
  const word = `${HEADLINES[verdict]}${limitation(report)}`;
  const counts = (['fail', 'error', 'inconclusive', 'warn', 'pass', 'skip'] as const)
    .filter((status) => tally[status] > 0)
    .map((status) => `${tally[status]} ${COUNTED[status]}`);
  const stage = site.stage === undefined ? '' : `, stage ${site.stage}`;
  const about = `${host.name} → cluster ${site.cluster.name}${stage}, baseline ${site.baseline.name}, ${(durationMs / 1000).toFixed(1)} s`;
  const [first = '', ...rest] = wrap(`${symbol} ${word}: ${counts.join(', ')}`, style.columns);
  const colon = first.indexOf(':');
  const verdictEnd = colon === -1 ? first.length : colon;
  return [
    `${paint(['bold', ...[format].flat()], first.slice(0, verdictEnd), style.colour)}${first.slice(verdictEnd)}`,
    ...rest,
    ...wrap(about, style.columns).map((line) => paint('gray', line, style.colour)),
    '',
  ].join('\n');
}

/** What keeps the verdict from speaking for the whole plan. */
function limitation({ interrupted, results }: Report): string {
  const wasSkipped = (kind: SkipReason['kind']): boolean =>
    results.some(({ outcome }) => outcome.status === 'skip' && outcome.because.kind === kind);
  const bounds = [
    ...(wasSkipped('not-applicable') ? ['configured'] : []),
    ...(wasSkipped('deselected') ? ['selected'] : []),
  ];
  const part = bounds.length === 0 ? '' : `, as far as ${bounds.join(' and ')}`;
  return interrupted === undefined ? part : `${part}, cut off by ${interrupted}`;
}

const COUNTED: Readonly<Record<Result['outcome']['status'], string>> = {
  fail: 'failed',
  error: 'could not be measured',
  inconclusive: 'undecided',
  warn: 'warned',
  pass: 'passed',
  skip: 'skipped',
};
