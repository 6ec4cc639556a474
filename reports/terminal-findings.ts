import type { Finding, Severity } from '#core/finding.ts';
import { caseId, type Fault, type Result, type Status } from '#core/report.ts';
import { LOOK, paint } from '#lib/style.ts';
import { indent } from '#lib/text/wrap.ts';
import type { RenderStyle } from './renderer.ts';
import { sourceOf } from './source-text.ts';

/** One thing to tell, with every case that it was found in. */
type Trouble = {
  readonly status: Status;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
  readonly pardon: string;
  readonly source: string;
  /** Troubles of one kin and many cases are told by an example. */
  readonly kin: string;
  readonly cases: readonly string[];
};

const SECTIONS: readonly { readonly status: Status; readonly heading: string }[] = [
  { status: 'fail', heading: 'What blocks' },
  { status: 'error', heading: 'What could not be measured' },
  { status: 'inconclusive', heading: 'What is undecided' },
  { status: 'warn', heading: 'Warnings' },
];

/** A screen holds a few; the files hold them all. */
const MOST_TROUBLES = 12;
const MOST_CASES = 5;
const MOST_CHARACTERS = 2000;

/** Returns a section for each kind of trouble, the worst first; none where there is none. */
export function findingSections(results: readonly Result[], style: RenderStyle): readonly string[] {
  const troubles = grouped(results.flatMap(troublesOf));
  return SECTIONS.map(({ status, heading }) => {
    const own = troubles.filter((trouble) => trouble.status === status);
    if (own.length === 0) return '';
    const more = own.length - MOST_TROUBLES;
    return [
      `${paint('bold', heading, style.colour)}\n`,
      ...own.slice(0, MOST_TROUBLES).map((trouble) => tell(trouble, style)),
      more > 0 ? `\n  and ${more} more; -o json=report.json has them all\n` : '',
    ].join('');
  });
}

const STATUS_OF: Readonly<Record<Severity, Status | undefined>> = {
  fail: 'fail',
  inconclusive: 'inconclusive',
  warn: 'warn',
  note: undefined,
};

/** A note is for the files; a warning that somebody waived became one, and stays in sight. */
function sectionOf({ severity, waived }: Finding): Status | undefined {
  return STATUS_OF[waived?.from === 'warn' ? 'warn' : severity];
}

function troublesOf(result: Result): readonly Trouble[] {
  const { outcome } = result;
  const cases = [caseId(result.check.id, result)];
  if (outcome.status === 'skip') return [];
  if (outcome.status === 'error') {
    return [{ ...faultTrouble(result.check.id, outcome.fault), cases }];
  }
  return outcome.findings.flatMap((finding) => {
    const status = sectionOf(finding);
    const { code, title, detail, fix } = finding;
    return status === undefined
      ? []
      : [{ status, code, title, detail, fix, ...marksOf(finding), kin: code, cases }];
  });
}

function faultTrouble(checkId: string, fault: Fault): Omit<Trouble, 'cases'> {
  const { kind, message } = fault;
  return {
    status: 'error',
    code: kind,
    title: kind === 'deadline' ? 'It took too long' : 'It could not be measured',
    detail: message,
    fix: kind === 'bug' ? `This is a bug of the check. ${fault.stack}` : fault.fix,
    ...{ pardon: '', source: '' },
    // The words of a deadline name its case; those of other faults name the cause.
    kin: kind === 'deadline' ? `${kind} ${checkId}` : `${kind} ${message}`,
  };
}

function marksOf(finding: Finding): Pick<Trouble, 'pardon' | 'source'> {
  return { pardon: pardonOf(finding), source: sourceOf(finding) };
}

function pardonOf({ waived }: Finding): string {
  if (waived === undefined) return '';
  return `Waived until ${waived.expires} by ${waived.owner}: ${waived.reason}`;
}

/** A hundred ports that are silent for one reason are one thing to mend: told once, with their cases. */
function grouped(troubles: readonly Trouble[]): readonly Trouble[] {
  const families = Map.groupBy(troubles, (trouble) => keyOf(trouble, ['status', 'kin', 'pardon']));
  return [...families.values()].flatMap((family) => {
    if (family.length > MOST_CASES) return merged(family);
    const twins = Map.groupBy(family, (trouble) => keyOf(trouble, ['title', 'detail', 'fix']));
    return [...twins.values()].flatMap(merged);
  });
}

function keyOf(trouble: Trouble, parts: readonly (keyof Trouble)[]): string {
  return JSON.stringify(parts.map((part) => trouble[part]));
}

function merged(group: readonly Trouble[]): readonly Trouble[] {
  return group
    .slice(0, 1)
    .map((first) => ({ ...first, cases: group.flatMap(({ cases }) => cases) }));
}

function tell(
  { status, code, title, detail, fix, pardon, source, cases }: Trouble,
  style: RenderStyle,
): string {
  const { columns, colour } = style;
  const { symbol, format } = LOOK[status];
  const others = cases.length - MOST_CASES;
  const where = cases.slice(0, MOST_CASES).join(', ');
  return [
    `\n  ${paint(format, `${symbol} ${title}`, colour)}  ${paint('gray', code, colour)}\n`,
    indent(others > 0 ? `${where} and ${others} more, such as:` : where, '    ', columns),
    indent(cut(detail), '    ', columns),
    indent(cut(fix), '    → ', columns),
    source === '' ? '' : indent(cut(source), '    ', columns),
    pardon === '' ? '' : indent(cut(pardon), '    ', columns),
  ].join('');
}

function cut(text: string): string {
  const surplus = text.length - MOST_CHARACTERS;
  if (surplus <= 0) return text;
  return `${text.slice(0, MOST_CHARACTERS)} … and ${surplus} more characters`;
}
