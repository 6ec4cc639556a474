import { test } from 'tap';
import { readXdr, type XdrReader } from '#lib/onc-rpc/xdr-read.ts';
import { xdrFixed, xdrOpaque, xdrText, xdrUint } from '#lib/onc-rpc/xdr-write.ts';
import { hex } from './hex.ts';

const written = [
  { what: 'numbers', bytes: xdrUint(1, 0xfffffffe), is: hex('00000001 fffffffe') },
  { what: 'no number', bytes: xdrUint(), is: hex('') },
  // RFC 4506 §4.11: a string is filled up to a multiple of four bytes.
  { what: 'a text of 4 bytes', bytes: xdrText('sill', 9), is: hex('00000004 73696c6c') },
  { what: 'a text of 5 bytes', bytes: xdrText('silly', 9), is: hex('00000005 73696c6c 79000000') },
  { what: 'an empty text', bytes: xdrText('', 0), is: hex('00000000') },
  { what: 'a text beyond ASCII', bytes: xdrText('é', 2), is: hex('00000002 c3a90000') },
  { what: 'opaque data', bytes: xdrOpaque(hex('0102'), 2), is: hex('00000002 01020000') },
  { what: 'data of a known length', bytes: xdrFixed(hex('010203')), is: hex('01020300') },
];
for (const { what, bytes, is } of written) {
  test(`${what} is written as RFC 4506 says`, (t) => {
    t.strictSame(bytes, is);
    t.end();
  });
}

const unwritable: readonly { readonly what: string; readonly write: () => unknown }[] = [
  { what: 'a negative number', write: () => xdrUint(-1) },
  { what: 'a number of 33 bits', write: () => xdrUint(2 ** 32) },
  { what: 'a fraction', write: () => xdrUint(0.5) },
  { what: 'a text that is too long', write: () => xdrText('é', 1) },
];
for (const { what, write } of unwritable) {
  test(`${what} is not written`, (t) => {
    t.throws(write, { name: 'XdrError' });
    t.end();
  });
}

test('items are read one after the other, up to the last byte', (t) => {
  const reader = readXdr(
    hex('0000002a 00000001 00000000 00000003 616263ff 01020300 00000002 c3280000'),
  );
  t.equal(reader.uint(), 42);
  t.equal(reader.bool(), true);
  t.equal(reader.bool(), false);
  t.equal(reader.text(3), 'abc', 'what fills it up does not matter');
  t.strictSame(reader.fixed(3), hex('010203'));
  t.throws(
    () => {
      reader.end();
    },
    { name: 'XdrError', message: '8 bytes stand behind its end' },
  );
  t.equal(reader.text(2), '\ufffd(', 'what is no UTF-8 is replaced');
  reader.end();
  t.end();
});

test('a list ends with a FALSE', (t) => {
  const reader = readXdr(hex('00000001 00000007 00000001 00000008 00000000 00000009'));
  t.strictSame(
    reader.list(() => reader.uint()),
    [7, 8],
  );
  t.strictSame(reader.rest(), hex('00000009'));
  t.end();
});

const unreadable: readonly {
  readonly what: string;
  readonly bytes: Buffer;
  readonly read: (reader: XdrReader) => unknown;
}[] = [
  { what: 'half a number', bytes: hex('0000'), read: (reader) => reader.uint() },
  { what: 'a third truth', bytes: hex('00000002'), read: (reader) => reader.bool() },
  {
    what: 'a text beyond its bound',
    bytes: hex('00000002 61620000'),
    read: (reader) => reader.text(1),
  },
  {
    what: 'a text beyond the end',
    bytes: hex('00000005 61626364'),
    read: (reader) => reader.text(9),
  },
  { what: 'four gigabytes', bytes: hex('ffffffff'), read: (reader) => reader.opaque(0xffffffff) },
  {
    what: 'a text that is not filled up',
    bytes: hex('00000001 61'),
    read: (reader) => reader.text(9),
  },
  {
    what: 'a list without an end',
    bytes: hex('00000001 00000001'),
    read: (reader) => reader.list(() => undefined),
  },
];
for (const { what, bytes, read } of unreadable) {
  test(`${what} is not read`, (t) => {
    t.throws(() => read(readXdr(bytes)), { name: 'XdrError' });
    t.end();
  });
}
