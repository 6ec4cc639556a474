import { test } from 'tap';
import type { Iperf3Plan, Iperf3Result } from '#core/iperf3.ts';
import { measure } from '../../checks/bandwidth/measure.ts';
import type { BandwidthTarget } from '../../checks/bandwidth/target.ts';
import { fakeFar } from '../fakes/far.ts';
import { fakeIo } from '../fakes/io.ts';
import { failedRun, runOver, TARGET } from './bandwidth-world.ts';

const { signal } = new AbortController();
const clock = { nowMs: () => 0, sleep: () => Promise.resolve() };

/** An iperf3 that gives these results one after the other, the last again and again. */
async function run(results: readonly Iperf3Result[], target: Partial<BandwidthTarget> = {}) {
  const plans: Iperf3Plan[] = [];
  const iperf3 = {
    run: (plan: Iperf3Plan): Promise<Iperf3Result> => {
      plans.push(plan);
      const result = results[Math.min(plans.length, results.length) - 1];
      return result === undefined ? Promise.reject(new Error('none')) : Promise.resolve(result);
    },
  };
  const io = fakeIo({ iperf3, clock });
  const measurement = await measure({ ...TARGET, ...target }, io, signal);
  return { plans, measurement };
}

test('a clear link takes one short run', async (t) => {
  const { plans, measurement } = await run([runOver({ bps: 12e9 })]);
  t.match(measurement, { stop: 'decided', cappedBps: null, loadedRttMs: null });
  t.match(plans, [
    {
      server: { address: '10.20.3.10', port: 5201 },
      ...{ direction: 'up', seconds: 2, omitSeconds: 1, streams: 10, rateBps: null },
    },
  ]);
  t.equal(plans.length, 1);
});

test('an unclear one takes longer and longer, to its budget', async (t) => {
  const { plans, measurement } = await run([runOver({ bps: 9.5e9, spread: 0.5 })]);
  t.equal(measurement.stop, 'budget');
  t.strictSame(
    plans.map(({ seconds }) => seconds),
    [2, 4, 8],
  );
});

test('a busy server is waited for, and then told', async (t) => {
  const busy = failedRun('busy');
  const later = await run([busy, busy, runOver({ bps: 12e9 })]);
  t.equal(later.measurement.stop, 'decided');
  const never = await run([busy]);
  t.match(never.measurement, { stop: 'failed', runs: [{ reason: 'busy' }] });
  t.equal(never.plans.length, 4);
});

test('a budget of bytes holds the rate down, or ends the runs', async (t) => {
  const small = await run([runOver({ bps: 1e9 })], { mostBytes: 375_000_000 });
  t.equal(small.plans[0]?.rateBps, 1e9, 'three seconds of it');
  const large = await run([runOver({ bps: 9.5e9, spread: 0.5 })], { mostBytes: 5e9 });
  t.equal(large.measurement.stop, 'bytes');
  t.equal(large.plans.length, 1);
});

test('UDP has a rate; both ways are one test', async (t) => {
  const { plans } = await run([runOver({ bps: 12e9 })], { protocol: 'udp', way: 'both-ways' });
  t.match(plans, [{ protocol: 'udp', direction: 'both', rateBps: 10e9 }]);
});

test('a server that the peer starts is given back, and watched by test packets', async (t) => {
  const done: string[] = [];
  const far = {
    ...fakeFar({}),
    serveIperf3: () =>
      Promise.resolve({
        ...{ kind: 'serving' as const, port: 5207, version: '3.12' },
        release: () => Promise.resolve(void done.push('server')),
      }),
    reflect: () =>
      Promise.resolve({
        ...{ kind: 'reflecting' as const, port: 7443, key: new Uint8Array(32), ssid: 1 },
        counts: () => Promise.resolve(undefined),
        release: () => Promise.resolve(void done.push('reflector')),
      }),
  };
  const iperf3 = { run: () => Promise.resolve(runOver({ bps: 12e9 })) };
  const stamp = {
    prepare: () => Promise.resolve(),
    stream: () => Promise.reject(new Error('it broke')),
  };
  const io = fakeIo({ far, iperf3, stamp, clock });
  const target = { ...TARGET, server: { kind: 'peer', from: 5201, to: 5210 } } as const;
  const measurement = await measure(target, io, signal);
  t.match(measurement, { stop: 'decided', loadedRttMs: null }, 'the watch is no condition');
  t.strictSame(done.sort(), ['reflector', 'server']);
});

test('a peer without iperf3 is said to be so', async (t) => {
  const target = { ...TARGET, server: { kind: 'peer', from: 5201, to: 5210 } } as const;
  const unwilling = measure(target, fakeIo({ far: fakeFar({}), clock }), signal);
  await t.rejects(unwilling, { name: 'CannotMeasure', message: /it is imaginary/ });
  await t.rejects(measure(target, fakeIo({ clock }), signal), { message: /there is none/ });
});
