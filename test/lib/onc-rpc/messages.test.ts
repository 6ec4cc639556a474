import { test } from 'tap';
import { encodeCall, nullProcedure } from '#lib/onc-rpc/call.ts';
import { decodeReply } from '#lib/onc-rpc/reply.ts';
import { hex } from './hex.ts';

const XID = 0x1234abcd;

test('a NULL is called without a credential', (t) => {
  const bytes = encodeCall(XID, nullProcedure(100003, 3));
  t.strictSame(
    bytes,
    hex(
      '1234abcd 00000000 00000002', // xid, CALL, RPC version 2
      '000186a3 00000003 00000000', // program 100003, version 3, procedure 0
      '00000000 00000000', // credential: AUTH_NONE, empty
      '00000000 00000000', // verifier: the same
    ),
  );
  t.end();
});

test('a call by a user names the machine, the user and the groups', (t) => {
  const bytes = encodeCall(1, {
    ...nullProcedure(100003, 4),
    procedure: 1,
    credential: { flavor: 'sys', machine: 'node1', uid: 10, gid: 20, gids: [30, 40] },
    parameters: hex('cafe0000'),
  });
  t.strictSame(
    bytes,
    hex(
      '00000001 00000000 00000002 000186a3 00000004 00000001',
      '00000001 00000024', // AUTH_SYS, 36 bytes
      '00000000', // stamp
      '00000005 6e6f6465 31000000', // "node1"
      '0000000a 00000014 00000002 0000001e 00000028', // user, group, two more groups
      '00000000 00000000', // verifier
      'cafe0000',
    ),
  );
  t.end();
});

test('a machine name beyond the limit of RFC 5531 is not sent', (t) => {
  const credential = {
    flavor: 'sys',
    machine: 'm'.repeat(256),
    uid: 0,
    gid: 0,
    gids: [],
  } as const;
  t.throws(() => encodeCall(1, { ...nullProcedure(1, 1), credential }), { name: 'XdrError' });
  t.end();
});

const accepted = '1234abcd 00000001 00000000 00000000 00000000';
const denied = '1234abcd 00000001 00000001';

const replies = [
  {
    what: 'success',
    bytes: hex(accepted, '00000000 0000002a'),
    is: { kind: 'success', results: hex('0000002a') },
  },
  {
    what: 'success, with a verifier',
    bytes: hex('1234abcd 00000001 00000000 00000002 00000003 01020300 00000000'),
    is: { kind: 'success', results: hex('') },
  },
  { what: 'PROG_UNAVAIL', bytes: hex(accepted, '00000001'), is: { kind: 'program-unavailable' } },
  {
    what: 'PROG_MISMATCH',
    bytes: hex(accepted, '00000002 00000003 00000004'),
    is: { kind: 'program-mismatch', low: 3, high: 4 },
  },
  { what: 'PROC_UNAVAIL', bytes: hex(accepted, '00000003'), is: { kind: 'procedure-unavailable' } },
  { what: 'GARBAGE_ARGS', bytes: hex(accepted, '00000004'), is: { kind: 'garbage-arguments' } },
  { what: 'SYSTEM_ERR', bytes: hex(accepted, '00000005'), is: { kind: 'system-error' } },
  {
    what: 'RPC_MISMATCH',
    bytes: hex(denied, '00000000 00000002 00000002'),
    is: { kind: 'rpc-mismatch', low: 2, high: 2 },
  },
  {
    what: 'AUTH_TOOWEAK',
    bytes: hex(denied, '00000001 00000005'),
    is: { kind: 'auth-error', status: 'AUTH_TOOWEAK' },
  },
  {
    what: 'a reason without a name',
    bytes: hex(denied, '00000001 00000063'),
    is: { kind: 'auth-error', status: 'auth_stat 99' },
  },
];
for (const { what, bytes, is } of replies) {
  test(`a reply of ${what} is read, and no shorter one is`, (t) => {
    t.strictSame(decodeReply(bytes, XID), is);
    const heads = Array.from({ length: bytes.length - (is.results?.length ?? 0) }, (_, size) =>
      bytes.subarray(0, size),
    );
    for (const head of heads) t.throws(() => decodeReply(head, XID), { name: 'XdrError' });
    t.end();
  });
}

const strange = [
  { what: 'another xid', bytes: hex('1234abce 00000001 00000000 00000000 00000000 00000000') },
  { what: 'a call', bytes: hex('1234abcd 00000000 00000002 00000001 00000001 00000000') },
  { what: 'a third state', bytes: hex('1234abcd 00000001 00000002') },
  { what: 'a seventh state of an accepted call', bytes: hex(accepted, '00000006') },
  { what: 'a third state of a denied call', bytes: hex(denied, '00000002') },
  {
    what: 'a verifier that is too long',
    bytes: hex('1234abcd 00000001 00000000 00000000 00000191'),
  },
];
for (const { what, bytes } of strange) {
  test(`${what} is no reply`, (t) => {
    t.throws(() => decodeReply(bytes, XID), { name: 'XdrError' });
    t.end();
  });
}
