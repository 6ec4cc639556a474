import fc from 'fast-check';
import { test } from 'tap';
import { sanitise } from '#lib/text/sanitise.ts';
import { toXml } from '#lib/xml.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

test('elements nest, texts are escaped, order is kept', (t) => {
  const xml = toXml({
    name: 'root',
    attributes: { second: 2, first: '<"&' },
    children: [{ name: 'leaf', children: ['a < b & c ]]>'] }, { name: 'empty' }],
  });
  t.equal(
    xml,
    `${HEAD}<root second="2" first="&lt;&quot;&amp;">\n  <leaf>a &lt; b &amp; c ]]&gt;</leaf>\n  <empty/>\n</root>\n`,
  );
  t.end();
});

/** Any 16-bit units, halves of pairs among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

test('any text, as text and as attribute, comes back as it was but for what XML cannot hold', (t) => {
  fc.assert(
    fc.property(anyText, (text) => {
      const xml = toXml({ name: 'a', attributes: { b: text }, children: [text] });
      const clean = sanitise(text);
      const [, attribute, body = ''] = /^<a b="([^"<]*)"(?:\/>|>([^<]*)<\/a>)\n$/.exec(
        xml.slice(HEAD.length),
      ) ?? [undefined, undefined];
      return attribute !== undefined && unescape(attribute) === clean && unescape(body) === clean;
    }),
    { seed: 20261120, numRuns: 2000 },
  );
  t.end();
});

test('nothing that XML 1.0 forbids is left', (t) => {
  fc.assert(
    fc.property(anyText, (text) =>
      /^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(
        toXml({ name: 'a', children: [text] }),
      ),
    ),
    { seed: 20261120, numRuns: 2000 },
  );
  t.end();
});
