import { test } from 'tap';
import { wireName } from '#lib/dns/wire-name.ts';

const label63 = 'a'.repeat(63);
const longest = [label63, label63, label63, 'b'.repeat(61)].join('.');

const usable = [
  { text: 'example.com', name: 'example.com' },
  { text: 'Example.COM.', name: 'Example.COM' },
  { text: '_ldap._tcp.company.local', name: '_ldap._tcp.company.local' },
  { text: '.', name: '.' },
  { text: 'bücher.example', name: 'xn--bcher-kva.example' },
  { text: 'host-1.company.local', name: 'host-1.company.local' },
  { text: longest, name: longest },
];
for (const { text, name } of usable) {
  test(`${text.slice(0, 30)} goes on the wire`, (t) => {
    t.strictSame(wireName(text), { kind: 'name', name });
    t.end();
  });
}

const unusable = [
  { text: '', why: '"" is not a domain name' },
  { text: 'a..b', why: '"a..b" has the label ""' },
  { text: '..', why: 'has the label ""' },
  { text: `${label63}a.com`, why: '1 to 63 letters' },
  { text: `${longest}b`, why: 'is longer than 253 characters' },
  { text: '10.20.1.53', why: 'is an address, not a name' },
  { text: '１０.２０.１.５３', why: 'is an address, not a name' },
  { text: 'a b.example', why: 'has the label "a b"' },
  { text: 'a\u0000.example', why: 'is not a domain name' },
  { text: 'dns://example', why: 'has the label "dns://example"' },
];
for (const { text, why } of unusable) {
  test(`${JSON.stringify(text).slice(0, 30)} cannot be asked for`, (t) => {
    const checked = wireName(text);
    t.equal(checked.kind, 'unusable');
    t.match(checked, { why });
    t.end();
  });
}
