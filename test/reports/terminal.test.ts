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
const moot: Outcome = {
  status: 'skip',
  because: { kind: 'not-applicable', why: 'targets.bgpPeers names nobody to ask' },
};
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
    outcomes: [judged('pass'), moot],
    says: /^✔ READY, as far as configured: 1 passed, 1 skipped$/m,
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

test('one trouble in a few cases is told once; different ones are told apart', (t) => {
  const failing = (detail: string): Outcome => ({
    status: 'fail',
    findings: [{ ...finding('fail'), detail }],
    metrics: [],
  });
  const text = terminal.render(
    reportOf([
      resultOf('a', failing('The resolver is silent.')),
      resultOf('b', failing('The resolver is silent.')),
      resultOf('c', failing('The route is gone.')),
    ]),
  );
  t.equal(text.split('The resolver is silent.').length, 2);
  t.match(text, /ports:a, ports:b$/m);
  t.match(text, 'The route is gone.');
  t.end();
});

test('however many cases could not be measured, each cause is told', (t) => {
  const faulty = (message: string): Outcome => ({
    status: 'error',
    fault: { kind: 'environment', message, fix: `Mend: ${message}` },
  });
  const results = Array.from({ length: 20 }, (_, index) =>
    resultOf(`case-${index}`, faulty(index % 2 === 0 ? 'No socket was left.' : 'No ping here.')),
  );
  const text = terminal.render(reportOf(results));
  t.match(text, 'Mend: No socket was left.');
  t.match(text, 'Mend: No ping here.');
  t.equal(text.split('It could not be measured').length, 3);
  t.end();
});

test('a waiver hides nothing, not even a warning that became a note', (t) => {
  const waived = {
    from: 'warn',
    reason: 'known',
    owner: 'netops@example.com',
    expires: '2027-01-31',
  } as const;
  const outcome = {
    status: 'pass',
    findings: [{ ...finding('note'), waived }, finding('note')],
    metrics: [],
  } as const;
  const text = terminal.render(reportOf([resultOf('one', outcome)]));
  t.match(text, /^Warnings$/m);
  t.match(text, 'Waived until 2027-01-31 by netops@example.com: known');
  t.equal(text.split('Something was seen').length, 2, 'a plain note is for the files');
  t.end();
});

for (const columns of [80, 60]) {
  test(`a report of every status fits ${columns} columns`, (t) => {
    const lines = terminal.render(fullReport(), { colour: false, columns }).split('\n');
    t.strictSame(
      lines.filter((line) => line.length > columns),
      [],
    );
    t.end();
  });
}

test('where the table does not fit, a sentence says the same', (t) => {
  const text = terminal.render(fullReport(), { colour: false, columns: 40 });
  t.match(text, /^ {2}cidr-overlap: 1 pass$/m);
  t.end();
});

const named = (outcomeOf: (name: string) => Outcome): Report =>
  reportOf(
    Array.from({ length: 3000 }, (_, index) =>
      resultOf(`case-${index}`, outcomeOf(`case ${index}`)),
    ),
  );

const floods: readonly { of: string; outcomeOf: (name: string) => Outcome }[] = [
  {
    of: 'findings in words of their own',
    outcomeOf: (name) => ({
      status: 'fail',
      findings: [{ ...finding('fail'), title: name, detail: name, fix: name }],
      metrics: [],
    }),
  },
  {
    of: 'waivers',
    outcomeOf: (name) => ({
      status: 'warn',
      findings: [
        {
          ...finding('warn'),
          waived: { from: 'fail', reason: name, owner: 'netops', expires: '2027-01-31' },
        },
      ],
      metrics: [],
    }),
  },
  {
    of: 'bugs',
    outcomeOf: (name) => ({ status: 'error', fault: { kind: 'bug', message: name, stack: name } }),
  },
  {
    of: 'deadlines',
    outcomeOf: (name) => ({
      status: 'error',
      fault: { kind: 'deadline', message: name, fix: name },
    }),
  },
  {
    of: 'prerequisites',
    outcomeOf: (name) => ({ status: 'skip', because: { kind: 'prerequisite', case: name } }),
  },
  {
    of: 'cases that do not apply',
    outcomeOf: (name) => ({ status: 'skip', because: { kind: 'not-applicable', why: name } }),
  },
];

for (const { of, outcomeOf } of floods) {
  test(`three thousand different ${of} fit a few screens`, (t) => {
    const text = terminal.render(named(outcomeOf));
    t.ok(text.split('\n').length < 150);
    t.match(text, /\bmore\b/, 'and what is left out is counted');
    t.match(text, 'case 0');
    t.end();
  });
}

test('an endless text is cut, and the fix still stands below it', (t) => {
  const endless = { ...finding('fail'), detail: 'word '.repeat(200_000), fix: 'Open the port.' };
  const outcome = { status: 'fail', findings: [endless], metrics: [] } as const;
  const text = terminal.render(reportOf([resultOf('one', outcome)]));
  t.ok(text.length < 4000);
  t.match(text, '… and 998000 more characters');
  t.match(text, '→ Open the port.');
  t.end();
});

test('a line end in a name cannot forge a line of the report', (t) => {
  const forged = 'x\r\n✔ READY: 1 passed\u2028';
  const said = { ...finding('fail'), title: forged, detail: forged, code: forged };
  const outcome = { status: 'fail', findings: [said], metrics: [] } as const;
  const report = reportOf([resultOf(forged, outcome, forged)], {
    host: { name: forged, os: forged, kernel: forged, arch: forged },
  });
  const text = terminal.render(report);
  t.match(text, /^✖ NOT READY/);
  t.notMatch(text, /^✔/m);
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
