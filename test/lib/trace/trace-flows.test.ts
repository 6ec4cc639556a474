import { test } from 'tap';
import { traceFlows } from '#lib/trace/trace-flows.ts';
import { imaginedWays, type Imagined, type Way } from './imagined-ways.ts';

const TARGET = { address: '198.51.100.1', port: 443 };
const { signal } = new AbortController();
const [NEAR, LEFT, RIGHT] = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];

function isLeft(sourcePort: number): boolean {
  return sourcePort % 2 === 1;
}

/** Near, then left or right by the port, then the target. */
const twoWays: Way = (port, ttl) =>
  ttl === 1 ? NEAR : ttl > 2 ? 'target' : isLeft(port) ? LEFT : RIGHT;

/** The left router takes packets and passes none on. */
const leftDead: Way = (port, ttl) => (isLeft(port) && ttl > 2 ? null : twoWays(port, ttl));

const filtered: Way = (port, ttl) => (ttl > 2 ? null : twoWays(port, ttl));

async function flowsOf({ tracer }: Imagined) {
  const traced = await traceFlows(TARGET, { trace: tracer }, signal);
  if (traced === null) throw new Error('nothing was traced');
  return traced;
}

test('twelve flows are tried, four are followed, and each keeps its port', async (t) => {
  const world = imaginedWays(twoWays);
  const { flows, trace, durationMs } = await flowsOf(world);
  t.equal(flows?.length, 12);
  t.ok(flows?.every(({ reached, sent }) => reached && sent === 1));
  const followed = (flows ?? []).flatMap(({ hops }) => (hops === null ? [] : [hops]));
  t.equal(followed.length, 4);
  t.match(followed[1], [
    { ttl: 1, address: NEAR },
    { ttl: 2, address: LEFT },
    { ttl: 3, address: TARGET.address },
  ]);
  t.match(trace, { traces: 5, reachedBy: 5, end: { kind: 'reached', ttl: 3 } });
  t.equal(trace.hops[1]?.isMultipath, true);
  t.equal(durationMs, 300, 'the first trace, the sweep and the flows: each at once');
  t.equal(world.plans.length, 1 + 12 + 4, 'nothing is tried again that has arrived');
});

test('silent flows are followed and tried again, beside some that arrive', async (t) => {
  const world = imaginedWays(leftDead);
  const { flows } = await flowsOf(world);
  const silent = (flows ?? []).filter(({ reached }) => !reached);
  t.equal(silent.length, 6);
  t.ok(silent.every(({ sourcePort, sent }) => isLeft(sourcePort) && sent === 5));
  t.equal(silent.filter(({ hops }) => hops?.at(-1)?.address === LEFT).length, 2);
  const controls = (flows ?? []).filter(({ reached, hops }) => reached && hops !== null);
  t.strictSame(
    controls.map(({ sent, answered }) => [sent, answered]),
    [
      [5, 5],
      [5, 5],
    ],
  );
});

test('a target that nothing reaches is asked no more, and ways are followed to the silence', async (t) => {
  const world = imaginedWays(filtered);
  const { flows, trace } = await flowsOf(world);
  t.equal(world.plans.length, 1 + 4);
  t.ok(world.plans.slice(1).every(({ probes }) => probes?.maxTtl === 3));
  t.ok(flows?.every(({ sent }) => sent === 0));
  t.match(trace.end, { kind: 'filtered', afterTtl: 2 });
  t.equal(trace.hops[1]?.isMultipath, true);
});

test('over UDP the silence of a target proves nothing, and is not looked for', async (t) => {
  const { flows } = await flowsOf(imaginedWays(leftDead, { method: 'udp' }));
  t.equal(flows?.length, 4);
  t.ok(flows?.every(({ sent }) => sent === 0));
});

test('where nothing answers at all, and in circles, flows are not followed', async (t) => {
  const circle: Way = (_port, ttl) => (ttl % 2 === 0 ? LEFT : RIGHT);
  for (const way of [() => null, circle]) {
    const world = imaginedWays(way);
    t.strictSame((await flowsOf(world)).flows, []);
    t.equal(world.plans.length, 1);
  }
});

test('a program that cannot keep to a flow is run once', async (t) => {
  const world = imaginedWays(twoWays, { canKeepFlow: false });
  t.equal((await flowsOf(world)).flows, null);
  t.equal(world.plans.length, 1);
});

test('a port in use is no silent flow', async (t) => {
  const { tracer, plans } = imaginedWays(twoWays);
  const run: typeof tracer.run = async (plan, own) => {
    const said = await tracer.run(plan, own);
    const isTaken = said !== undefined && plan.probes?.sourcePort === 33_000;
    return isTaken ? { ...said, stdout: '', stderr: 'bind: Address already in use\n' } : said;
  };
  const { flows } = await flowsOf({ tracer: { run }, plans });
  const [taken] = flows ?? [];
  t.match(taken, { sourcePort: 33_000, sent: 0, reached: false });
  t.equal(plans.length, 1 + 12 + 4);
});

test('how long to wait follows the distance of the target', async (t) => {
  const { tracer, plans } = imaginedWays(twoWays);
  const run: typeof tracer.run = async (plan, own) => {
    const said = await tracer.run(plan, own);
    return said && { ...said, stdout: said.stdout.replaceAll('1.0 ms', '80.2 ms') };
  };
  await flowsOf({ tracer: { run }, plans });
  t.equal(plans[1]?.probes?.waitMs, 241);
});

test('without a program there is nothing', async (t) => {
  const trace = { run: () => Promise.resolve(undefined) };
  t.equal(await traceFlows(TARGET, { trace }, signal), null);
});
