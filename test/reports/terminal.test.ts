import { test } from 'tap';
import type { Outcome, Report } from '#core/report.ts';
import { terminal } from '../../reports/terminal.ts';
import { finding } from '../fakes/check.ts';
import { fullReport, reportOf, resultOf } from '../fakes/report.ts';

const judged = (status: 'pass' | 'warn' | 'inconclusive' | 'fail'): Outcome => ({
  status,
  findings: status === 'pass' ? [] : [finding(status)],
  metrics: [],
});

const cancelled: Outcome = { status: 'skip', because: { kind: 'cancelled', by: 'SIGTERM' } };
const deselected: Outcome = { status: 'skip', because: { kind: 'deselected' } };

const headlines: readonly {
  outcomes: readonly Outcome[];
  parts?: Partial<Report>;
  says: RegExp;
}[] = [
  { outcomes: [judged('pass')], says: /^✔ READY: 1 passed$/m },
  { outcomes: [judged('warn')], says: /^! READY, WITH WARNINGS: 1 warned$/m },
  { outcomes: [judged('inconclusive')], says: /^\? UNDECIDED: 1 undecided$/m },
  { outcomes: [judged('fail'), judged('pass')], says: /^✖ NOT READY: 1 failed, 1 passed$/m },
  {
    outcomes: [judged('pass'), deselected],
    says: /^✔ READY, as far as selected: 1 passed, 1 skipped$/m,
  },
  {
    outcomes: [judged('pass'), cancelled],
    parts: { interrupted: 'SIGTERM' },
    says: /^\? UNDECIDED, cut off by SIGTERM: 1 passed, 1 skipped$/m,
  },
];

for (const { outcomes, parts, says } of headlines) {
  test(`the headline for [${outcomes.map(({ status }) => status).join(', ')}]`, (t) => {
    const results = outcomes.map((outcome, index) => resultOf(`case-${index}`, outcome));
    t.match(terminal.render(reportOf(results, parts)), says);
    t.end();
  });
}

test('three thousand silent ports are one thing to mend, and fit a screen', (t) => {
  const results = Array.from({ length: 3000 }, (_, index) =>
    resultOf(`tcp/${index + 1}`, judged('fail')),
  );
  const text = terminal.render(reportOf(results));
  t.ok(text.split('\n').length < 30);
  t.match(text, /tcp\/1, .* and 2995 more, such as:/);
  t.end();
});

test('what comes from outside cannot move the cursor', (t) => {
  const said = {
    ...finding('fail'),
    detail: '\u001b[2Jgone\u0007\u009b31m',
    fix: 'a\u001b]0;title\u0007b',
  };
  const outcome = { status: 'fail', findings: [said], metrics: [] } as const;
  const text = terminal.render(reportOf([resultOf('\u001b[31mred', outcome)]));
  t.notMatch(text, /[\u001b\u0007\u009b]/);
  t.match(text, /gone/);
  t.match(text, /ports:red/);
  t.end();
});

test('colours stand beside words, and only where they are wanted', (t) => {
  const style = { colour: true, columns: 100 };
  const coloured = terminal.render(fullReport(), style);
  t.match(coloured, '\u001b[31m');
  t.equal(coloured.replaceAll(/\u001b\[\d+m/g, ''), terminal.render(fullReport()));
  t.end();
});

test('a narrow terminal gets short lines for what is prose', (t) => {
  const said = { ...finding('fail'), detail: 'word '.repeat(40).trim() };
  const outcome = { status: 'fail', findings: [said], metrics: [] } as const;
  const text = terminal.render(reportOf([resultOf('one', outcome)]), {
    colour: false,
    columns: 40,
  });
  const prose = text.split('\n').filter((line) => line.includes('word word'));
  t.ok(prose.length > 4);
  t.ok(prose.every((line) => line.length <= 40));
  t.end();
});
