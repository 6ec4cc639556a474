import { test } from 'tap';
import {
  createSession,
  destroyClient,
  destroySession,
  exchangeId,
  lookUpInSession,
} from '#lib/nfs/session.ts';
import { readXdr } from '#lib/onc-rpc/xdr-read.ts';
import { hex } from '../onc-rpc/hex.ts';

const client = { id: hex('0000000000c0ffee'), sequence: 5 };
const SESSION = '30313233343536373839616263646566';
const session = hex(SESSION);

test('a client introduces itself, and learns its id', (t) => {
  const call = exchangeId(1, { verifier: hex('0102030405060708'), name: hex('616263') });
  t.strictSame(
    call.parameters,
    hex(
      '00000000 00000001 00000001 0000002a', // an empty tag, minor version 1, EXCHANGE_ID
      '0102030405060708 00000003 61626300', // verifier, "abc"
      '00010000 00000000 00000000', // USE_NON_PNFS, SP4_NONE, no implementation
    ),
  );
  const head = '00000000 00000000 00000001 0000002a 00000000';
  const body = '0000000000c0ffee 00000005 00010000 00000000';
  const server = '0000000000000000 00000001 61000000 00000001 62000000';
  const implementation = '00000001 00000001 63000000 00000001 64000000 000000000000000000000000';
  for (const end of ['00000000', implementation]) {
    const reader = readXdr(hex(head, body, server, end));
    t.strictSame(call.read(reader), { status: 'NFS4_OK', doneCount: 1, result: client });
    reader.end();
  }
  for (const end of ['00000002', '00000001 00000001']) {
    t.throws(() => call.read(readXdr(hex(head, body, server, end))), { name: 'XdrError' });
  }
  const otherProtection = body.replace(/00000000$/, '00000001');
  t.throws(() => call.read(readXdr(hex(head, otherProtection, server, '00000000'))), {
    name: 'XdrError',
  });
  t.end();
});

test('a session is opened with the number that the server wants', (t) => {
  const call = createSession(2, client);
  t.strictSame(
    call.parameters,
    hex(
      '00000000 00000002 00000001 0000002b', // minor version 2, CREATE_SESSION
      '0000000000c0ffee 00000005 00000000', // client, number, no flags
      '00000000 00004000 00004000 00001000 00000400 00000001 00000000', // fore channel
      '00000000 00001000 00001000 00000000 00000002 00000001 00000000', // back channel
      '40000000 00000001 00000000', // program, one way to call back: AUTH_NONE
    ),
  );
  const head = `00000000 00000000 00000001 0000002b 00000000 ${SESSION} 00000005 00000000`;
  const channel = '00000000 00000001 00000001 00000001 00000001 00000001';
  const reader = readXdr(hex(head, channel, '00000000', channel, '00000001 00000007'));
  t.strictSame(call.read(reader).result, session);
  reader.end();
  t.throws(() => call.read(readXdr(hex(head, channel, '00000002'))), { name: 'XdrError' });
  t.end();
});

test('a lookup stands behind a SEQUENCE', (t) => {
  const call = lookUpInSession(1, session, ['srv']);
  t.strictSame(
    call.parameters,
    hex(
      '00000000 00000001 00000004',
      `00000035 ${SESSION} 00000001 00000000 00000000 00000000`, // number 1 in slot 0 of 0, not kept
      '00000018 0000000f 00000003 73727600 0000000a',
    ),
  );
  const reader = readXdr(
    hex(
      '00000002 00000000 00000003',
      `00000035 00000000 ${SESSION} 00000001 00000000 00000000 00000000 00000000`,
      '00000018 00000000 0000000f 00000002',
    ),
  );
  t.match(call.read(reader), { status: 'NFS4ERR_NOENT', doneCount: 2 });
  reader.end();
  t.end();
});

test('what was made is ended', (t) => {
  t.strictSame(
    destroySession(1, session).parameters,
    hex(
      '00000000 00000001 00000002',
      `00000035 ${SESSION} 00000002 00000000 00000000 00000000`,
      `0000002c ${SESSION}`,
    ),
  );
  t.strictSame(
    destroyClient(1, client).parameters,
    hex('00000000 00000001 00000001 00000039 0000000000c0ffee'),
  );
  const done = readXdr(hex('00000000 00000000 00000001 00000039 00000000'));
  t.match(destroyClient(1, client).read(done), { status: 'NFS4_OK' });
  t.end();
});
