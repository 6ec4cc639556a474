import { test } from 'tap';
import { compound, type CompoundReply } from '#lib/nfs/compound.ts';
import { lookUpPath, standingByLookup } from '#lib/nfs/lookup.ts';
import { isSpoken, tryMinorVersion } from '#lib/nfs/minor-version.ts';
import { lookUp, putRoot } from '#lib/nfs/operations.ts';
import { statusName } from '#lib/nfs/status.ts';
import { readXdr } from '#lib/onc-rpc/xdr-read.ts';
import { hex } from '../onc-rpc/hex.ts';

test('a minor version is tried with PUTROOTFH alone', (t) => {
  const call = tryMinorVersion(2);
  t.match(call, {
    program: 100003,
    version: 4,
    procedure: 1,
    credential: { flavor: 'sys', uid: 0 },
  });
  // an empty tag, minor version 2, one operation: PUTROOTFH
  t.strictSame(call.parameters, hex('00000000 00000002 00000001 00000018'));
  t.end();
});

test('a path is looked up name by name', (t) => {
  t.strictSame(
    lookUpPath(['srv', 'data1']).parameters,
    hex(
      '00000000 00000000 00000004', // an empty tag, minor version 0, four operations
      '00000018', // PUTROOTFH
      '0000000f 00000003 73727600', // LOOKUP "srv"
      '0000000f 00000005 64617461 31000000', // LOOKUP "data1"
      '0000000a', // GETFH
    ),
  );
  t.end();
});

/** The lookup of /srv/data: what a server answers, and where the path stands then. */
const lookups = [
  {
    what: 'there',
    bytes: hex(
      '00000000 00000000 00000004',
      '00000018 00000000 0000000f 00000000 0000000f 00000000',
      '0000000a 00000000 00000005 0102030405000000',
    ),
    standing: { kind: 'looked-up', minorVersion: 0 },
  },
  {
    what: 'not in its folder',
    bytes: hex('00000002 00000000 00000003 00000018 00000000 0000000f 00000000 0000000f 00000002'),
    standing: { kind: 'not-known', at: '/srv/data', status: 'NFS4ERR_NOENT' },
  },
  {
    what: 'in a file',
    bytes: hex('00000014 00000000 00000003 00000018 00000000 0000000f 00000000 0000000f 00000014'),
    standing: { kind: 'not-known', at: '/srv/data', status: 'NFS4ERR_NOTDIR' },
  },
  {
    what: 'in a folder that is for others',
    bytes: hex('0000000d 00000000 00000002 00000018 00000000 0000000f 0000000d'),
    standing: { kind: 'refused', at: '/srv', status: 'NFS4ERR_ACCESS' },
  },
  {
    what: 'for Kerberos only, as its handle shows',
    bytes: hex(
      '00002720 00000000 00000004',
      '00000018 00000000 0000000f 00000000 0000000f 00000000 0000000a 00002720',
    ),
    standing: { kind: 'refused', at: '/srv/data', status: 'NFS4ERR_WRONGSEC' },
  },
  {
    what: 'below a root that is for others',
    bytes: hex('00000001 00000000 00000001 00000018 00000001'),
    standing: { kind: 'refused', at: '/', status: 'NFS4ERR_PERM' },
  },
  {
    what: 'on a server that is busy',
    bytes: hex('00002718 00000003 616263ff 00000001 00000018 00002718'),
    standing: { kind: 'failed', at: '/', status: 'NFS4ERR_DELAY' },
  },
  {
    what: 'on a server that knows no LOOKUP',
    bytes: hex('0000273c 00000000 00000002 00000018 00000000 0000273c 0000273c'),
    standing: { kind: 'failed', at: '/srv', status: 'NFS4ERR_OP_ILLEGAL' },
  },
  {
    what: 'on a server without the minor version',
    bytes: hex('00002725 00000000 00000000'),
    standing: { kind: 'failed', at: '/', status: 'NFS4ERR_MINOR_VERS_MISMATCH' },
  },
];
const names = ['srv', 'data'];
for (const { what, bytes, standing } of lookups) {
  test(`a path ${what} is told from others`, (t) => {
    const reader = readXdr(bytes);
    const reply = lookUpPath(names).read(reader);
    reader.end();
    t.strictSame(standingByLookup(names, 0, reply), standing);
    t.end();
  });
}

test('the result of the last operation is returned, if it came to that', (t) => {
  const number = { ...lookUp('x'), read: () => 7 };
  const read = (bytes: Buffer): CompoundReply<number> =>
    compound(0, [putRoot], number).read(readXdr(bytes));
  t.strictSame(read(hex('00000000 00000000 00000002 00000018 00000000 0000000f 00000000')), {
    status: 'NFS4_OK',
    doneCount: 2,
    result: 7,
  });
  t.strictSame(read(hex('00000002 00000000 00000002 00000018 00000000 0000000f 00000002')), {
    status: 'NFS4ERR_NOENT',
    doneCount: 1,
    result: null,
  });
  t.end();
});

const impossible = [
  { what: 'more results than operations', bytes: hex('00000002 00000000 00000002') },
  { what: 'success without a result', bytes: hex('00000000 00000000 00000000') },
  {
    what: 'a result of another operation',
    bytes: hex('00000000 00000000 00000001 00000009 00000000'),
  },
  { what: 'two ends', bytes: hex('00000000 00000000 00000001 00000018 00000002') },
  {
    what: 'a failure of an operation that was done',
    bytes: hex('00000002 00000000 00000001 00000018 00000000'),
  },
  { what: 'half a result', bytes: hex('00000000 00000000 00000001 00000018') },
  { what: 'a tag without end', bytes: hex('00000000 00000401') },
];
for (const { what, bytes } of impossible) {
  test(`a COMPOUND with ${what} is malformed`, (t) => {
    t.throws(() => tryMinorVersion(0).read(readXdr(bytes)), { name: 'XdrError' });
    t.end();
  });
}

test('results behind a failure are malformed', (t) => {
  const bytes = hex('00000002 00000000 00000002 00000018 00000002 0000000a 00000002');
  t.throws(() => lookUpPath([]).read(readXdr(bytes)), { name: 'XdrError' });
  t.end();
});

const statuses = [
  { status: 0, spoken: 'yes' },
  { status: 10071, spoken: 'yes' },
  { status: 10016, spoken: 'yes' },
  { status: 10021, spoken: 'no' },
  { status: 10008, spoken: 'not-told' },
  { status: 99, spoken: 'not-told' },
] as const;
for (const { status, spoken } of statuses) {
  test(`${statusName(status)} says of the minor version: ${spoken}`, (t) => {
    t.equal(isSpoken(statusName(status)), spoken);
    t.end();
  });
}

test('a status without a name is shown by its number', (t) => {
  t.equal(statusName(99), 'nfsstat4 99');
  t.end();
});
