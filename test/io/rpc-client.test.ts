import { test } from 'tap';
import { createRpcClient } from '../../src/io/onc-rpc/client.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { getPort } from '#lib/nfs/portmapper.ts';
import { createSilentListener } from '../../src/demo/silent-listener.ts';
import { closedPort, serveTcp } from '../servers/dns.ts';
import {
  type Called,
  fragmented,
  PROGRAM_UNAVAILABLE,
  programMismatch,
  serveRpc,
  success,
  words,
} from '../servers/rpc.ts';

const forever = new AbortController().signal;
const LONG = { timeoutMs: 60_000 };
const client = createRpcClient(createDescriptors());
const question = getPort({ program: 100005, version: 3 });

const replies = [
  { what: 'success', reply: success(words(20048)), is: { kind: 'answer', answer: 20048 } },
  { what: 'another program', reply: PROGRAM_UNAVAILABLE, is: { kind: 'program-unavailable' } },
  {
    what: 'other versions',
    reply: programMismatch(3, 4),
    is: { kind: 'program-mismatch', low: 3, high: 4 },
  },
  {
    what: 'a refused credential',
    reply: words(1, 1, 1, 5),
    is: { kind: 'auth-error', status: 'AUTH_TOOWEAK' },
  },
  {
    what: 'too little',
    reply: success(),
    is: { kind: 'malformed', why: /^it ends after 0 bytes/ },
  },
  {
    what: 'too much',
    reply: success(words(1, 2)),
    is: { kind: 'malformed', why: /^4 bytes stand/ },
  },
  { what: 'a call', reply: words(0, 2, 3, 4), is: { kind: 'malformed', why: /type 0/ } },
  {
    what: 'far too much',
    reply: success(Buffer.alloc(5000)),
    is: { kind: 'malformed', why: /longer than any/ },
  },
];
for (const { what, reply, is } of replies) {
  test(`a reply of ${what} is what the call ends with`, async (t) => {
    const calls: Omit<Called, 'socket' | 'xid'>[] = [];
    const to = await serveRpc(t, (called) => {
      calls.push(called);
      return reply;
    });
    const outcome = await client.call(to, question, LONG, forever);
    t.match(outcome, is);
    t.ok(outcome.afterMs > 0 && outcome.afterMs < 5000);
    t.match(calls, [{ program: 100000, version: 2, procedure: 3, flavor: 0 }]);
    t.strictSame(calls[0]?.parameters, words(100005, 3, 6, 0));
  });
}

test('another xid is another call’s reply; each call has its own', async (t) => {
  const xids = new Set<string>();
  const to = await serveRpc(t, ({ xid, socket }) => {
    xids.add(xid.toString('hex'));
    const other = Buffer.from(xid.map((byte) => byte ^ 255));
    socket.write(fragmented(Buffer.concat([other, success(words(1))]), 100));
    return undefined;
  });
  const calls = [1, 2, 3].map(() => client.call(to, question, LONG, forever));
  for (const outcome of await Promise.all(calls)) {
    t.match(outcome, { kind: 'malformed', why: /xid/ });
  }
  t.equal(xids.size, 3);
});

test('an answer that is not whole in time is silence, with what came of it', async (t) => {
  const to = await serveRpc(t, ({ socket }) => {
    socket.write(words(0x80000100, 7));
    return undefined;
  });
  const outcome = await client.call(to, question, { timeoutMs: 100 }, forever);
  t.match(outcome, { kind: 'silence', receivedBytes: 8 });
  t.ok(outcome.afterMs >= 99);
});

test('bytes without end are no answer, and end with the bound', async (t) => {
  const to = await serveTcp(t, (socket) => {
    const flood = (): void => {
      while (socket.writable && socket.write(Buffer.alloc(65_536)));
    };
    socket.on('drain', flood);
    flood();
  });
  // Zeros are empty fragments: a record that never comes to its last.
  t.match(await client.call(to, question, LONG, forever), { kind: 'malformed' });
});

test('a server that speaks another protocol is told from one of RPC', async (t) => {
  const to = await serveTcp(t, (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
  t.match(await client.call(to, question, LONG, forever), { kind: 'malformed' });
});

test('a connection that ends without an answer is closed, a broken one reset', async (t) => {
  const closing = await serveRpc(t, ({ socket }) => {
    socket.end();
    return undefined;
  });
  t.match(await client.call(closing, question, LONG, forever), {
    kind: 'closed',
    receivedBytes: 0,
  });
  const resetting = await serveRpc(t, ({ socket }) => {
    socket.resetAndDestroy();
    return undefined;
  });
  t.match(await client.call(resetting, question, LONG, forever), { kind: 'reset' });
});

test('nobody there is refused; a SYN without an answer is a timeout', async (t) => {
  t.match(await client.call(await closedPort(), question, LONG, forever), { kind: 'refused' });
  const silent = await closedPort();
  const listener = await createSilentListener(silent);
  t.teardown(() => listener.close());
  t.match(await client.call(silent, question, { timeoutMs: 50 }, forever), { kind: 'timeout' });
});

test('an abort ends a call with its reason, and its connection', async (t) => {
  const abort = new AbortController();
  const closed = Promise.withResolvers<undefined>();
  const to = await serveRpc(t, ({ socket }) => {
    socket.once('close', () => {
      closed.resolve(undefined);
    });
    abort.abort(new Error('stopped by hand'));
    return undefined;
  });
  await t.rejects(client.call(to, question, LONG, abort.signal), { message: 'stopped by hand' });
  await closed.promise;
  await t.rejects(client.call(to, question, LONG, abort.signal), { message: 'stopped by hand' });
});

test('a name is refused: looking it up would hide which address was asked', async (t) => {
  await t.rejects(client.call({ address: 'localhost', port: 1 }, question, LONG, forever), {
    name: 'TypeError',
  });
});
