import fc from 'fast-check';
import { test } from 'tap';
import { sanitise } from '#lib/text/sanitise.ts';
import { indent, wrap } from '#lib/text/wrap.ts';

const dirty = [
  { text: 'plain', clean: 'plain' },
  { text: 'tab\tand\nline', clean: 'tab\tand\nline' },
  { text: '\u001b[1;31mred\u001b[0m', clean: 'red' },
  { text: '\u001b]8;;http://example.com\u001b\\link\u001b]8;;\u001b\\', clean: 'link' },
  { text: '\u001b]0;title\u0007text', clean: 'text' },
  { text: '\u001b]0;nobody ends this', clean: '0;nobody ends this' },
  { text: '\u001bP1$r0m\u001b\\answer \u009b31mred', clean: 'answer red' },
  { text: 'exe.\u202etxt\u202c', clean: 'exe.txt' },
  { text: '\u001b(Bcharset \u001bcreset', clean: 'charset reset' },
  { text: 'nul\u0000 bell\u0007 C1\u009b', clean: 'nul bell C1' },
  { text: 'half \ud800', clean: 'half \ufffd' },
  { text: '🛰', clean: '🛰' },
];

/** Spells out what a log would obey instead of show. */
const spelled = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

for (const { text, clean } of dirty) {
  test(`${spelled(text)} comes out as ${spelled(clean)}`, (t) => {
    t.equal(sanitise(text), clean);
    t.end();
  });
}

const bombs = ['\u001b[;?', '\u001b]', '\u001b', '\u001b[1;', ';?', '\u001b[\u001b]0;', '\u001bP;'];

for (const bomb of bombs) {
  test(`a megabyte of ${JSON.stringify(bomb)} is cleaned in linear time`, (t) => {
    const startedMs = performance.now();
    sanitise(bomb.repeat(1_000_000 / bomb.length));
    // Quadratic work would take minutes: a second leaves room for any machine.
    t.ok(performance.now() - startedMs < 1000);
    t.end();
  });
}

test('nothing that a terminal obeys comes through, and clean text stays as it is', (t) => {
  const parts = fc.constantFrom(
    '\u001b',
    '[',
    ']',
    'P',
    '\\',
    '\u0007',
    '\u009b',
    '3',
    ';',
    'm',
    ' ',
  );
  const anyText = fc
    .array(fc.oneof(parts, fc.string({ unit: 'binary' })))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(anyText, (text) => {
      const clean = sanitise(text);
      return !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(clean) && sanitise(clean) === clean;
    }),
    { seed: 20261120, numRuns: 2000 },
  );
  t.end();
});

test('wrapping loses no word and joins none', (t) => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 30 });
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 40 }), (all, columns) => {
      const lines = wrap(all.join(' '), columns);
      const fits = lines.every((line) => line.length <= columns || !line.includes(' '));
      return fits && lines.join(' ') === all.join(' ');
    }),
    { seed: 20261120 },
  );
  t.end();
});

test('text is wrapped at spaces, and a long word gets a line of its own', (t) => {
  t.strictSame(wrap('one two three', 7), ['one two', 'three']);
  t.strictSame(wrap('a verylongword b', 5), ['a', 'verylongword', 'b']);
  t.strictSame(wrap('  ', 5), []);
  t.equal(indent('one two three four', '  → ', 25), '  → one two three four\n');
  t.equal(indent('one two three four five six', '- ', 22), '- one two three four\n  five six\n');
  t.end();
});
