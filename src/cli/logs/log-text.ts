import type { Facts } from '#lib/known-errors/known-error.ts';
import { LOOK, paint } from '#lib/style.ts';
import { sanitise } from '#lib/text/sanitise.ts';
import { indent } from '#lib/text/wrap.ts';
import type { Output } from '../shell.ts';
import type { LogCause, LogPlace, LogReport, ReadLog } from './log-report.ts';

type Style = Pick<Output, 'colour' | 'columns'>;

/** The report for people: each cause with its evidence, what it means, what mends it and what proves it. */
export function logText({ logs, causes, interrupted }: LogReport, style: Style): string {
  const lines = logs.reduce((sum, log) => sum + log.lines, 0);
  const cut = interrupted === undefined ? '' : `, cut off by ${interrupted}`;
  const where = `${counted(lines, 'line')} of ${namesOf(logs)}${cut}`;
  if (causes.length === 0) return `${nothing(where, style)}${FEED}`;
  const isSymptom = ({ rank }: LogCause): boolean => rank === 'symptom';
  return [
    indent(`${counted(causes.length, 'known error')} in ${where}`, '', style.columns),
    section(
      'Causes',
      causes.filter((cause) => !isSymptom(cause)),
      style,
    ),
    section('Symptoms, whose cause stands elsewhere', causes.filter(isSymptom), style),
  ].join('');
}

function nothing(where: string, { columns }: Style): string {
  return indent(
    `Nothing that is known stands in ${where}. That is no proof that all is well.`,
    '',
    columns,
  );
}

/** Logs that show why a node does not join. */
const FEED = `
What is worth reading, on the host as root:
  journalctl -u kubelet -u containerd --since -1h | hybrid-preflight explain-log
  nodeadm debug -c file://nodeConfig.yaml 2>&1 | hybrid-preflight explain-log
  hybrid-preflight explain-log /var/log/amazon/ssm/errors.log /var/log/amazon/ssm/amazon-ssm-agent.log
and from the cluster:
  kubectl describe node NODE | hybrid-preflight explain-log
  kubectl get events -A | hybrid-preflight explain-log
  kubectl -n kube-system logs ds/cilium --tail=500 | hybrid-preflight explain-log
`;

function section(heading: string, causes: readonly LogCause[], style: Style): string {
  if (causes.length === 0) return '';
  const told = causes.map((cause) => tell(cause, style));
  return `\n${paint('bold', heading, style.colour)}\n${told.join('')}`;
}

function tell(cause: LogCause, style: Style): string {
  const { columns, colour } = style;
  const { symbol, format } = LOOK[cause.rank === 'symptom' ? 'warn' : 'fail'];
  const say = (text: string, first = '    '): string => indent(text, first, columns);
  return [
    `\n  ${paint(format, `${symbol} ${cause.title}`, colour)}  ${paint('gray', cause.id, colour)}\n`,
    say(extentOf(cause)),
    ...cause.evidence.map((line) => say(`${placeOf(line)}: ${line.text}`, '    | ')),
    say(subjectsOf(cause)),
    say(cause.cause),
    say(cause.remedy, '    → '),
    say(proofOf(cause)),
    say(cause.page === null ? '' : `See ${cause.page}`),
  ].join('');
}

function extentOf({ count, first, last }: LogCause): string {
  if (count === 1) return ''; // its evidence is all of it
  return `${counted(count, 'line')}, ${placeOf(first)} to ${placeOf(last)}${timesOf(first, last)}`;
}

function timesOf(first: LogPlace, last: LogPlace): string {
  if (first.time === null) return '';
  const until = last.time === null || last.time === first.time ? '' : ` to ${last.time}`;
  return `, ${first.time}${until}`;
}

function placeOf({ file, line }: LogPlace): string {
  return `${oneLine(file)}:${line}`;
}

/** One subject is named in the words already. */
function subjectsOf({ subjects, otherSubjectLines }: LogCause): string {
  const told = subjects.flatMap(({ facts, count }) => {
    const name = subjectName(facts);
    return name === '' ? [] : [`${name} (${counted(count, 'line')})`];
  });
  if (told.length < 2) return '';
  const others = otherSubjectLines === 0 ? '' : `, others (${counted(otherSubjectLines, 'line')})`;
  return `About ${told.join(', ')}${others}`;
}

function subjectName({ host, address, port, cidr, image, issuer, name }: Facts): string {
  const place = [address, port].filter((part) => part !== undefined).join(':');
  return [name, image, host, place === '' ? undefined : place, cidr, issuer]
    .filter((part) => part !== undefined)
    .join(' ');
}

function proofOf({ proof }: LogCause): string {
  return proof === null
    ? 'No check of hybrid-preflight proves this.'
    : `To prove it, or rule it out:\n$ ${proof.command}\nIt shows ${proof.shows}.`;
}

function namesOf(logs: readonly ReadLog[]): string {
  return logs.map(({ name }) => oneLine(name)).join(', ');
}

/** A file may be called anything. */
function oneLine(text: string): string {
  return sanitise(text).replaceAll(/\s+/g, ' ');
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
