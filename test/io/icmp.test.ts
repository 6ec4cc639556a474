import { test } from 'tap';
import { createIcmp } from '../../src/io/icmp/icmp.ts';

const PLAN = {
  ...{ address: '127.0.0.1', topRatePps: 500, mostPackets: 100, mostMs: 5000 },
  ...{ tMaxMs: 1000, dscp: 0 },
};
const never = new AbortController().signal;

test('loopback answers each echo request, and it ends when it is enough', async (t) => {
  const { sample, ...outcome } = await createIcmp().ping(
    PLAN,
    { isEnough: ({ received }) => received >= 40 },
    never,
  );
  t.match(outcome, { stop: 'decided', refusals: [], packet: { probe: 'icmp', packetBytes: 84 } });
  t.ok(sample.received >= 40 && sample.sent <= 100, `${sample.sent} sent`);
  t.match(sample.roundTrip, { packets: sample.sent, lost: 0 });
  t.equal(sample.rttMs.count, sample.received);
  t.ok(outcome.calibration.medianMs > 0);
});

test('it ends at its budget of packets', async (t) => {
  const outcome = await createIcmp().ping(PLAN, { isEnough: () => false }, never);
  t.match(outcome, { stop: 'budget', sample: { sent: 100 } });
});

test('only an address reaches the command line', async (t) => {
  for (const address of ['-f', '-V', 'localhost', '127.0.0.1 -f', '']) {
    const ping = createIcmp().ping({ ...PLAN, address }, { isEnough: () => true }, never);
    await t.rejects(ping, /is no address/, address);
  }
});

test('it is called off at once', async (t) => {
  const stop = new AbortController();
  const ping = createIcmp().ping(
    { ...PLAN, topRatePps: 10, mostPackets: 10_000 },
    { isEnough: () => false },
    stop.signal,
  );
  setTimeout(() => {
    stop.abort(new Error('enough'));
  }, 300);
  const startedMs = performance.now();
  await t.rejects(ping, /enough/);
  t.ok(performance.now() - startedMs < 3000);
});
