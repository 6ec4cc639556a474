import fc from 'fast-check';
import { test } from 'tap';
import { fixtureNames, inPieces, recordedTraces, said, traceOf } from './recorded.ts';

const RECORDED = recordedTraces();

test('what the programs print is read', (t) => {
  for (const recorded of RECORDED)
    t.strictSame(said(traceOf(recorded)), recorded.says, recorded.name);
  t.end();
});

test('every file is read', (t) => {
  t.strictSame(RECORDED.map(({ name }) => name).toSorted(), fixtureNames());
  t.end();
});

test('pieces and line ends do not matter', (t) => {
  for (const recorded of RECORDED) {
    const { name, run, text } = recorded;
    const whole = traceOf(recorded);
    const how = whole.isComplete ? 'exited' : 'stopped';
    t.strictSame(inPieces(run, text, how), whole, `${name}, a character at a time`);
    t.strictSame(
      inPieces(run, [text.replaceAll('\n', '\r\n')], how),
      whole,
      `${name}, with \\r\\n`,
    );
    t.strictSame(inPieces(run, [text.trimEnd()], how), whole, `${name}, without the last line end`);
  }
  t.end();
});

test('any cuts will do', (t) => {
  const multipath = RECORDED.filter(({ name }) => name === 'traceroute-multipath');
  t.equal(multipath.length, 1);
  for (const { run, text } of multipath) {
    const whole = inPieces(run, [text]);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: text.length }), { maxLength: 20 }), (places) => {
        const cuts = [0, ...places.toSorted((first, second) => first - second), text.length];
        const pieces = cuts.slice(1).map((end, index) => text.slice(cuts[index], end));
        t.strictSame(inPieces(run, pieces), whole);
      }),
      { seed: 20261121, numRuns: 100 },
    );
  }
  t.end();
});
