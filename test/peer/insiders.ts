import type { Test } from 'tap';
import type { Json } from '#core/json.ts';
import { createClock } from '../../src/io/clock.ts';
import { dialPsk } from '../../src/io/psk.ts';
import { type ConnectedPeer, greetPeer } from '../../src/peer/client.ts';
import { encodeFrame, MOST_FRAME_BYTES } from '../../src/peer/frame.ts';
import { fakeFar } from '../fakes/far.ts';
import { type Aim, freshSource } from './attacks.ts';
import { createFuzzer } from './fuzz.ts';
import { REQUEST, TARGET } from './peer-world.ts';

const FUZZED_FRAMES = 100_000;
const FUZZED_SESSIONS = 300;

/** What the peer grants one session: a burst, and so many a second (src/peer/allowance.ts). */
const GRANTED_AT_ONCE = 4000;
const GRANTED_PER_SECOND = 2000;

export const never = new AbortController().signal;
const HOST = { tool: 'host 1', clock: createClock(), near: fakeFar({}) };

/** One line of what was tried. */
export interface Row {
  readonly attack: string;
  readonly tries: number;
  readonly accepted: number;
  readonly came: string;
}

export async function session(aim: Aim, key: Buffer): Promise<ConnectedPeer> {
  const channel = await dialPsk(aim, { key, signal: never, from: freshSource() });
  return greetPeer(channel, HOST);
}

/** What a session that holds the token is told when it asks for what it may not have. */
async function refusal(
  peer: ConnectedPeer,
  change: Readonly<Record<string, Json>>,
): Promise<string> {
  const target = { ...TARGET, ...change };
  return peer.measure({ ...REQUEST, target }, never).then(
    (measurement) => `MEASURED ${JSON.stringify(measurement)}`,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** Sends raw bytes over an authenticated channel; true once the peer has hung up. */
async function breakIn(aim: Aim, key: Buffer, bytes: Uint8Array): Promise<boolean> {
  const channel = await dialPsk(aim, { key, signal: never, from: freshSource() });
  const closed = new Promise<boolean>((resolve) => {
    channel.onClose(() => {
      resolve(true);
    });
  });
  channel.onBytes(() => undefined);
  channel.send(bytes);
  const patience = new Promise<boolean>((resolve) => setTimeout(resolve, 8000, false));
  return Promise.race([closed, patience]);
}

export interface Field {
  readonly aim: Aim;
  readonly key: Buffer;
  readonly rows: Row[];
}

/** Whoever holds the token may still be broken, or hostile. */
export async function fuzz(t: Test, { aim, key, rows }: Field): Promise<void> {
  const oversized = Buffer.alloc(8);
  oversized.writeUInt32BE(MOST_FRAME_BYTES + 1);
  const frames = [oversized, Buffer.from([0xff, 0xff, 0xff, 0xff]), encodeFrame({ type: 'shell' })];
  const ended = await Promise.all(frames.map((frame) => breakIn(aim, key, frame)));
  rows.push({
    attack: 'oversized and malformed frames',
    tries: frames.length,
    accepted: ended.filter((one) => !one).length,
    came: 'hung up on',
  });
  t.ok(ended.every(Boolean));

  const fuzzer = createFuzzer(20_261_121);
  const perSession = Math.ceil(FUZZED_FRAMES / FUZZED_SESSIONS);
  let measured = 0;
  for (let round = 0; round < FUZZED_SESSIONS; round += 1) {
    const batch = Array.from({ length: perSession }, () => fuzzer.frame());
    measured += (await breakIn(aim, key, Buffer.concat(batch))) ? 0 : 1;
  }
  rows.push({
    attack: `fuzzed frames, ${FUZZED_SESSIONS} sessions`,
    tries: FUZZED_SESSIONS * perSession,
    accepted: measured,
    came: 'hung up on',
  });
  t.equal(measured, 0);
}

export async function overreach(t: Test, { aim, key, rows }: Field): Promise<void> {
  const peer = await session(aim, key);
  const asked: readonly (readonly [string, Readonly<Record<string, Json>>, RegExp])[] = [
    ['a third-party target', { host: '198.51.100.7' }, /may not send to 198\.51\.100\.7/],
    ['the cloud’s metadata', { host: '169.254.169.254', port: 80 }, /may not send to/],
    ['a forbidden port', { host: '127.0.0.1', port: 25 }, /may not send to port 25/],
  ];
  for (const [attack, change, expected] of asked) {
    const told = await refusal(peer, change);
    const isRefused =
      expected.test(told) || (told.startsWith('MEASURED') && !told.includes('connected'));
    rows.push({ attack, tries: 1, accepted: isRefused ? 0 : 1, came: told.slice(0, 60) });
    t.match(told, expected, attack);
  }
  const traversal = await peer
    .measure({ ...REQUEST, check: '../../etc/passwd' }, never)
    .catch(String);
  t.match(traversal, /lost/, 'a name that is none breaks the session');
  rows.push({ attack: 'a path traversal in a name', tries: 1, accepted: 0, came: 'hung up on' });
  const greedy = await session(aim, key);
  const target = { ...TARGET, host: '127.0.0.1', port: 9, timeoutMs: 200 };
  const many = Array.from({ length: 9000 }, () => greedy.measure({ ...REQUEST, target }, never));
  const startedMs = performance.now();
  const ended = await Promise.allSettled(many);
  const seconds = (performance.now() - startedMs) / 1000;
  const refused = ended.filter(({ status }) => status === 'rejected').length;
  const granted = GRANTED_AT_ONCE + GRANTED_PER_SECOND * seconds;
  const beyond = Math.max(0, many.length - refused - Math.ceil(granted));
  rows.push({
    attack: 'too much traffic',
    tries: many.length,
    accepted: beyond,
    came: `${refused} refused, the others are within the allowance`,
  });
  t.ok(refused > 0, `${refused} refused`);
  t.equal(beyond, 0);
  await greedy.close();
}
