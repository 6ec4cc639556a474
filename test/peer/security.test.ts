import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import type { ConnectedPeer } from '../../src/peer/client.ts';
import { generateToken, keyOf } from '../../src/peer/token.ts';
import { flood, greet, record, shout, slowLoris } from './attacks.ts';
import { fuzz, never, overreach, type Row, session } from './insiders.ts';
import { REQUEST, TARGET } from './peer-world.ts';
import { startRealPeer } from './real-peer.ts';

const ADDRESS = '127.0.0.77';
/** At most a TLS alert comes back to who does not hold the key: seven bytes (RFC 8446 §6). */
const ALERT_BYTES = 7;
const FLOOD = 10_000;

/** A garbage collector breathes; three kilobytes left of each of ten thousand connections would be more. */
const MOST_GROWTH_BYTES = 32 * 1024 * 1024;
const WARM_UP = 12_000;

function keyFrom(text: string): Buffer {
  const parsed = keyOf(text);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.key;
}

const pskWith = (key: Buffer) => ({
  pskCallback: () => ({ psk: key, identity: 'hybrid-preflight' }),
  checkServerIdentity: () => undefined,
});

/** One honest host, which measures again and again while others attack. */
function keepMeasuring(peer: ConnectedPeer) {
  const stop = { isOver: false };
  const counts = { measured: 0, failed: 0 };
  const target = { ...TARGET, host: '127.0.0.1', port: 9, timeoutMs: 500 };
  const loop = async (): Promise<void> => {
    while (!stop.isOver) {
      await peer.measure({ ...REQUEST, target }, never).then(
        () => (counts.measured += 1),
        () => (counts.failed += 1),
      );
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const running = loop();
  return {
    end: async () => {
      stop.isOver = true;
      await running;
      return counts;
    },
  };
}

test('nobody gets in, nothing gets out, and the honest session goes on', async (t) => {
  const tokenFile = join(t.testdir({ token: generateToken() }), 'token');
  const key = keyFrom(readFileSync(tokenFile, 'utf8'));
  const peer = await startRealPeer(t, {
    address: ADDRESS,
    tokenFile,
    args: ['--ports', '9,53-60000', '--allow', '127.0.0.0/8'],
  });
  const aim = { address: ADDRESS, port: peer.port };
  const honest = await session(aim, key);
  const watch = keepMeasuring(honest);
  const rows: Row[] = [];
  const strangers = async (
    attack: string,
    ...attempts: (() => Promise<{ bytes: number; isAccepted: boolean }>)[]
  ) => {
    const replies = await Promise.all(attempts.map((attempt) => attempt()));
    const most = Math.max(...replies.map(({ bytes }) => bytes));
    const accepted = replies.filter(({ isAccepted }) => isAccepted).length;
    rows.push({ attack, tries: replies.length, accepted, came: `at most ${most} bytes` });
    t.ok(most <= ALERT_BYTES, `${attack}: ${most} bytes came back`);
  };

  await strangers('wrong token', () => greet(aim, pskWith(Buffer.alloc(32, 9))));
  await strangers('another identity', () =>
    greet(aim, { ...pskWith(key), pskCallback: () => ({ psk: key, identity: 'root' }) }),
  );
  await strangers('no token, plain TLS', () => greet(aim, {}));
  await strangers(
    'old TLS',
    ...(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const).map(
      (maxVersion) => () =>
        greet(aim, {
          ...pskWith(key),
          minVersion: 'TLSv1',
          maxVersion,
          ciphers: 'ALL:@SECLEVEL=0',
        }),
    ),
  );
  const recorded = await record(aim, async (through) => {
    await (await session(through, key)).close();
  });
  // A first message that the token's holder made is answered like one; without the key nobody can go on.
  const hellos = countOf(peer.events(), 'hello');
  const replayed = await shout(aim, recorded);
  const begun = countOf(peer.events(), 'hello') - hellos;
  rows.push({
    attack: 'replayed handshake',
    tries: 1,
    accepted: begun,
    came: `${replayed.bytes} bytes that nobody can read`,
  });
  t.equal(begun, 0, 'a replay begins no session');
  t.ok(replayed.bytes < recorded.length, 'and comes back shorter than it was sent');
  await strangers('HTTP', () => shout(aim, 'GET / HTTP/1.1\r\nHost: peer\r\n\r\n'));
  await strangers(
    'garbage',
    ...[1, 100, 100_000].map((size) => () => shout(aim, Buffer.alloc(size, 0xa5))),
  );

  const slowMs = await slowLoris(aim, 40, recorded);
  rows.push({
    attack: 'slow-loris',
    tries: 40,
    accepted: 0,
    came: `hung up on within ${Math.round(slowMs / 100) / 10} s`,
  });
  t.ok(slowMs < 20_000, 'whoever dawdles is hung up on');

  // The first thousands warm the program up; what grows after that is a leak.
  await flood(aim, WARM_UP);
  const before = peer.residentBytes();
  await flood(aim, FLOOD);
  const grownBytes = peer.residentBytes() - before;
  rows.push({
    attack: 'connections',
    tries: FLOOD,
    accepted: 0,
    came: `memory ${(grownBytes / 1e6).toFixed(1)} MB more`,
  });
  t.ok(grownBytes < MOST_GROWTH_BYTES, `memory grew by ${grownBytes} bytes`);

  await fuzz(t, { aim, key, rows });
  await overreach(t, { aim, key, rows });

  const counts = await watch.end();
  rows.push({
    attack: 'the honest session',
    tries: counts.measured,
    accepted: counts.measured,
    came: `${counts.failed} failed`,
  });
  t.equal(counts.failed, 0);
  t.ok(counts.measured > 20, `${counts.measured} measurements meanwhile`);
  t.equal(peer.child.exitCode, null, 'the peer lives');
  const late = await session(aim, key);
  t.match(
    await late.measure({ ...REQUEST, target: { ...TARGET, host: '127.0.0.1', port: 9 } }, never),
    { kind: 'probed' },
  );
  await Promise.all([late.close(), honest.close()]);
  const token = readFileSync(tokenFile, 'utf8');
  t.notOk(JSON.stringify(peer.events()).includes(token), 'the audit log keeps the secret');
  t.comment(tableOf(rows));
});

function countOf(events: readonly Readonly<Record<string, unknown>>[], name: string): number {
  return events.filter(({ event }) => event === name).length;
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ attack, tries, accepted, came }) =>
      `${attack.padEnd(34)}${String(tries).padStart(8)}${String(accepted).padStart(10)}  ${came}`,
  );
  return [
    '',
    `${'attack'.padEnd(34)}${'tries'.padStart(8)}${'accepted'.padStart(10)}  what came`,
    ...lines,
    '',
  ].join('\n');
}
