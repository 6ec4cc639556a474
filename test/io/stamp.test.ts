import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { type Test, test } from 'tap';
import type { Watcher } from '#core/stream.ts';
import { valueAtRank } from '#lib/statistics/histogram.ts';
import { codecFor } from '#lib/stamp/codec-for.ts';
import { createStamp } from '../../src/io/stamp/stamp.ts';
import { type Reflector, startReflector } from '../../src/io/stamp/start-reflector.ts';

const HERE = '127.0.0.1';
const never = new AbortController().signal;

async function reflector(t: Test, caller = HERE): Promise<Reflector & { readonly key: Buffer }> {
  const key = randomBytes(32);
  const callers = [`${caller}/32`];
  const started = await startReflector({ address: HERE, port: 0, callers, key });
  t.teardown(() => started.close());
  return { ...started, key };
}

interface Session {
  readonly port: number;
  readonly key: Buffer;
  readonly ssid: number;
}

function planFor({ port, key, ssid }: Session) {
  const ends = { from: HERE, address: HERE, port, key, ssid };
  return { ...ends, topRatePps: 2000, mostPackets: 2000, mostMs: 5000, tMaxMs: 500 };
}

test('a stream over loopback loses nothing, and ends when it is enough', async (t) => {
  const far = await reflector(t);
  const looks: number[] = [];
  const outcome = await createStamp().stream(
    planFor(far),
    {
      isEnough: ({ received }) => looks.push(received) > 0 && received >= 500,
      counts: () => far.counts(),
    },
    never,
  );
  const { sample, host } = outcome;
  t.match(outcome, { stop: 'decided', packet: { packetBytes: 28 + 148, isAuthenticated: true } });
  t.ok(sample.received >= 500 && sample.received < 2000, `${sample.received} answers`);
  t.ok(looks.length > 2, 'it was looked at meanwhile');
  t.equal(sample.sent - sample.received, sample.forward.lost + sample.reverse.lost);
  t.equal(outcome.reflector?.received, sample.forward.packets - sample.forward.lost);
  t.ok(valueAtRank(sample.rttMs, Math.ceil(sample.received / 2)) < 50, 'milliseconds, not seconds');
  t.ok(outcome.calibration.medianMs > 0, 'it is calibrated against itself');
  t.ok(host.receiveBufferBytes > 0 && host.topRatePps <= 2000);
});

test('a stream that its last packets make doubtful again goes on until it is clear', async (t) => {
  const far = await reflector(t);
  let clearAt = Infinity;
  const isEnough: Watcher['isEnough'] = ({ sent, received }) => {
    if (received < 500) return false;
    const isFirst = clearAt === Infinity;
    if (isFirst) clearAt = sent + 300;
    return isFirst || sent >= clearAt;
  };
  const watcher = { isEnough, counts: () => far.counts() };
  const { stop, sample } = await createStamp().stream(planFor(far), watcher, never);
  t.equal(stop, 'decided');
  t.ok(sample.sent >= clearAt, `${sample.sent} of ${clearAt} packets`);
  t.equal(sample.received, sample.sent);
});

test('a stream that nobody answers ends by itself', async (t) => {
  const far = await reflector(t);
  const outcome = await createStamp().stream(
    { ...planFor({ ...far, ssid: far.ssid ^ 1 }), mostPackets: 100_000 },
    { isEnough: () => false, counts: () => far.counts() },
    never,
  );
  t.match(outcome, { stop: 'silence', sample: { received: 0 } });
});

test('a stream that is called off leaves at once', async (t) => {
  const far = await reflector(t);
  const stop = new AbortController();
  setTimeout(() => {
    stop.abort(new Error('enough'));
  }, 700);
  const watcher = { isEnough: () => false, counts: () => far.counts() };
  const plan = { ...planFor(far), mostPackets: 100_000, mostMs: 60_000 };
  await t.rejects(createStamp().stream(plan, watcher, stop.signal), /enough/);
});

test('a main thread that is held up makes no loss, and no delay', async (t) => {
  const far = await reflector(t);
  const stamp = createStamp();
  const isEnough = (): boolean => {
    const untilMs = performance.now() + 100;
    while (performance.now() < untilMs); // a tenth of a second in which nothing else happens here
    return false;
  };
  const plan = { ...planFor(far), mostPackets: 3000 };
  const {
    sample,
    host,
    reflector: counts,
  } = await stamp.stream(plan, { isEnough, counts: () => far.counts() }, never);
  const drops = host.drops + (counts?.drops ?? 0);
  t.equal(sample.sent, 3000);
  t.equal(sample.received, 3000 - drops, `${drops} dropped by the hosts themselves`);
});

test('a reflector answers its caller, its session and its key, and nobody else', async (t) => {
  const far = await reflector(t);
  const other = await reflector(t, '127.0.0.99');
  const answered = async ({ port, key, ssid }: Session) => {
    const socket = createSocket('udp4');
    const codec = codecFor(key);
    const packet = Buffer.alloc(codec.packetBytes);
    const what = {
      sequence: 0,
      sentMs: Date.now(),
      ssid,
      isSynchronised: false,
      errorMs: 1,
      sent: 1,
    };
    codec.writeSender(packet, what);
    const heard = new Promise<number>((resolve) => {
      socket.on('message', ({ length }) => {
        resolve(length);
      });
      setTimeout(resolve, 200, 0);
    });
    socket.send(packet, port, HERE);
    const bytes = await heard;
    socket.close();
    return bytes;
  };
  t.equal(await answered(far), 148, 'as long as the question');
  t.equal(await answered({ ...far, ssid: far.ssid ^ 1 }), 0);
  t.equal(await answered({ ...far, key: Buffer.alloc(32) }), 0);
  t.equal(await answered(other), 0);
});

test('a reflector without a key answers its callers in unauthenticated mode', async (t) => {
  const far = await startReflector({ address: HERE, port: 0, callers: ['127.0.0.0/30'] });
  t.teardown(() => far.close());
  const plan = { address: HERE, port: far.port, ssid: 1, topRatePps: 2000 };
  const limits = { mostPackets: 300, mostMs: 5000, tMaxMs: 500 };
  const watcher = { isEnough: () => false, counts: () => Promise.resolve(undefined) };
  const stream = async (from: string) =>
    createStamp().stream({ ...plan, ...limits, from }, watcher, never);
  const { sample, packet } = await stream(HERE);
  t.match(packet, { isAuthenticated: false, packetBytes: 88 });
  t.match(sample, { sent: 300, received: 300, roundTrip: { packets: 300, lost: 0 } });
  t.match(await stream('127.0.0.9'), { sample: { received: 0 } });
});

test('a port that is taken is told', async (t) => {
  const far = await reflector(t);
  await t.rejects(startReflector({ address: HERE, port: far.port, callers: [`${HERE}/32`] }), {
    code: 'EADDRINUSE',
  });
});
