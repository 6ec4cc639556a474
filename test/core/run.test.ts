import { test } from 'tap';
import { type AnyCheck, CannotMeasure } from '#core/check.ts';
import type { Event } from '#core/event.ts';
import type { Clock } from '#core/io.ts';
import { planCases } from '#core/plan.ts';
import type { Result } from '#core/report.ts';
import { runCases, type RunOptions } from '#core/run.ts';
import { createClock } from '../../src/io/clock.ts';
import { casesNamed, finding, stubCheck } from '../fakes/check.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';

const options: RunOptions = {
  io: fakeIo(),
  signal: new AbortController().signal,
  selection: { only: [], skip: [] },
  waivers: [],
  laneLimits: { pure: 8, light: 8, quiet: 8, saturating: 1 },
  caseDeadlineMs: 60_000,
};

function run(
  checks: readonly AnyCheck[],
  parts: Partial<RunOptions> = {},
): Promise<readonly Result[]> {
  return runCases(planCases(checks, siteWith()), { ...options, ...parts });
}

function statuses(results: readonly Result[]): readonly string[] {
  return results.map(({ check, key, outcome }) => `${check.id}:${key} ${outcome.status}`);
}

test('results come in the order of the plan, whatever ends first', async (t) => {
  const waits = new Map<string, () => void>();
  const check = stubCheck({
    plan: casesNamed('slow', 'fast'),
    measure: (target) => {
      const { name } = target as { name: string };
      if (name === 'fast') {
        waits.get('slow')?.();
        return Promise.resolve(null);
      }
      return new Promise((resolve) => {
        waits.set(name, () => {
          resolve(null);
        });
      });
    },
  });
  t.strictSame(statuses(await run([check])), ['stub:slow pass', 'stub:fast pass']);
});

const thrown: readonly { what: unknown; kind: string; text: string }[] = [
  { what: new CannotMeasure('no ping', 'install it'), kind: 'environment', text: 'no ping' },
  { what: new TypeError('oops'), kind: 'bug', text: 'oops' },
  { what: 'a string', kind: 'bug', text: 'a string' },
];

for (const { what, kind, text } of thrown) {
  test(`a check that throws ${String(what)} is an error of its own, and the run goes on`, async (t) => {
    const measure = async () => {
      // Whatever a plugin throws must not end the run.

      throw what;
    };
    const broken = stubCheck({ id: 'broken', measure });
    const results = await run([broken, stubCheck()]);
    t.strictSame(statuses(results), ['broken:one error', 'stub:one pass']);
    t.match(results[0]?.outcome, { fault: { kind, message: text } });
  });
}

test('a check that throws before it returns a promise is an error too', async (t) => {
  const measure = () => {
    throw new Error('at once');
  };
  t.strictSame(statuses(await run([stubCheck({ measure })])), ['stub:one error']);
});

test('a judge that throws is an error with its measurement kept', async (t) => {
  const judge = () => {
    throw new Error('cannot read this');
  };
  const [result] = await run([stubCheck({ judge, measure: () => Promise.resolve({ n: 1 }) })]);
  t.match(result, { outcome: { status: 'error' }, measurement: { n: 1 } });
});

test('a check gets only what it declared', async (t) => {
  const check = stubCheck({
    needs: ['clock'],
    measure: (_target, io) => Promise.resolve(Object.keys(io)),
  });
  const [result] = await run([check]);
  t.strictSame(result?.measurement, ['clock']);
});

test('skips name their reason', async (t) => {
  const check = stubCheck({
    plan: () => [
      { key: 'moot', from: 'local', notApplicable: 'no pods' },
      { key: 'far', from: 'peer', target: null },
      { key: 'unwanted', from: 'local', target: null },
    ],
  });
  const results = await run([check], { selection: { only: [], skip: ['stub:unwanted'] } });
  t.strictSame(
    results.map(({ outcome }) => outcome),
    [
      { status: 'skip', because: { kind: 'not-applicable', why: 'no pods' } },
      { status: 'skip', because: { kind: 'no-peer' } },
      { status: 'skip', because: { kind: 'deselected' } },
    ],
  );
});

const subjects = (...names: readonly string[]): AnyCheck['plan'] => {
  return () => names.map((name) => ({ key: name, from: 'local', subject: name, target: { name } }));
};

test('a failed prerequisite skips its dependents for the same subject only, down the chain', async (t) => {
  const ports = stubCheck({
    id: 'ports',
    plan: subjects('a', 'b'),
    judge: (target) => ({
      findings: (target as { name: string }).name === 'a' ? [finding('fail')] : [],
      metrics: [],
    }),
  });
  const names = stubCheck({ id: 'names', after: ['ports'], plan: subjects('a', 'b', 'c') });
  const pulls = stubCheck({ id: 'pulls', after: ['names'], plan: subjects('a', 'b') });
  const results = await run([ports, names, pulls]);
  t.strictSame(statuses(results), [
    'ports:a fail',
    'ports:b pass',
    'names:a skip',
    'names:b pass',
    'names:c pass',
    'pulls:a skip',
    'pulls:b pass',
  ]);
  t.match(results[2]?.outcome, { because: { kind: 'prerequisite', case: 'ports:a' } });
  t.match(results[5]?.outcome, { because: { kind: 'prerequisite', case: 'names:a' } });
});

test('a deselected prerequisite holds nobody back', async (t) => {
  const ports = stubCheck({ id: 'ports', plan: subjects('a') });
  const names = stubCheck({ id: 'names', after: ['ports'], plan: subjects('a') });
  const results = await run([ports, names], { selection: { only: ['names'], skip: [] } });
  t.strictSame(statuses(results), ['ports:a skip', 'names:a pass']);
});

test('a saturating case runs alone, quiet ones only beside each other', async (t) => {
  const running = new Set<string>();
  const seenTogether: string[] = [];
  const inLane = (lane: AnyCheck['lane']): AnyCheck =>
    stubCheck({
      id: lane,
      lane,
      plan: casesNamed('one', 'two'),
      measure: async () => {
        running.add(lane);
        seenTogether.push([...running].sort().join('+'));
        await new Promise((resolve) => setImmediate(resolve));
        running.delete(lane);
        return null;
      },
    });
  await run([inLane('saturating'), inLane('quiet'), inLane('light'), inLane('pure')]);
  const crowded = seenTogether.filter((lanes) => lanes.replace(/\+?pure\+?/, '').includes('+'));
  t.strictSame(crowded, []);
});

test('no more cases run at once than the lane allows', async (t) => {
  let running = 0;
  let most = 0;
  const check = stubCheck({
    plan: casesNamed(...Array.from({ length: 20 }, (_, index) => `case-${index}`)),
    measure: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return null;
    },
  });
  await run([check], { laneLimits: { ...options.laneLimits, light: 3 } });
  t.equal(most, 3);
});

test('events tell the run in order', async (t) => {
  const events: Event[] = [];
  const check = stubCheck({
    needs: ['progress'],
    measure: (_target, { progress }) => {
      progress(0.5, 'half way');
      return Promise.resolve(null);
    },
  });
  await run([check], { watch: (event) => events.push(event) });
  t.strictSame(
    events.map(({ kind }) => kind),
    ['planned', 'started', 'progress', 'finished'],
  );
  t.match(events[2], { id: 'stub:one', fraction: 0.5, note: 'half way' });
});

/** A clock whose sleeps end at once, save those longer than a minute. */
const hastyClock: Clock = {
  ...createClock(),
  sleep: (ms, signal) => createClock().sleep(ms > 60_000 ? ms : 1, signal),
};

test('a case that outlasts its deadline is an error, even one that heeds no signal', async (t) => {
  const stubborn = stubCheck({ id: 'stubborn', measure: () => new Promise(() => undefined) });
  const results = await run([stubborn, stubCheck()], {
    io: fakeIo({ clock: hastyClock }),
    caseDeadlineMs: 5000,
  });
  t.equal(results[0]?.outcome.status, 'error');
  t.match(results[0]?.outcome, { fault: { kind: 'deadline', message: /stubborn:one .* 5 s/ } });
});

test('an interruption cancels what runs and what waits; what ended stays', async (t) => {
  const stop = new AbortController();
  const check = stubCheck({
    plan: casesNamed('done', 'running', 'waiting'),
    measure: (target, _io, signal) => {
      const { name } = target as { name: string };
      if (name === 'done') return Promise.resolve(null);
      stop.abort('SIGTERM');
      return new Promise((_resolve, reject) => {
        if (signal.aborted) reject(new Error('stopped'));
      });
    },
  });
  const results = await run([check], {
    signal: stop.signal,
    laneLimits: { ...options.laneLimits, light: 1 },
  });
  t.strictSame(statuses(results), ['stub:done pass', 'stub:running skip', 'stub:waiting skip']);
  t.match(results[1]?.outcome, { because: { kind: 'cancelled', by: 'SIGTERM' } });
});
