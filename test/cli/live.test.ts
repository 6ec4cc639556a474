import { PassThrough } from 'node:stream';
import { mock } from 'node:test';
import { test } from 'tap';
import type { Event } from '#core/event.ts';
import { planCases } from '#core/plan.ts';
import type { Outcome } from '#core/report.ts';
import { frameOf } from '../../src/cli/live/frame.ts';
import { createLiveView } from '../../src/cli/live/live-view.ts';
import { createLiveState } from '../../src/cli/live/state.ts';
import { casesNamed, finding, stubCheck } from '../fakes/check.ts';
import { resultOf } from '../fakes/report.ts';
import { siteWith } from '../fakes/site.ts';

const plan = (...names: readonly string[]): Event => ({
  kind: 'planned',
  cases: planCases([stubCheck({ plan: casesNamed(...names) })], siteWith()),
});

const finished = (name: string, status: 'pass' | 'fail'): Event => {
  const outcome: Outcome = {
    status,
    findings: status === 'pass' ? [] : [finding('fail')],
    metrics: [],
  };
  return { kind: 'finished', id: `stub:${name}`, result: resultOf(name, outcome, 'stub') };
};

const events: readonly Event[] = [
  plan('a', 'b', 'c'),
  { kind: 'started', id: 'stub:a' },
  { kind: 'started', id: 'stub:b' },
  { kind: 'progress', id: 'stub:b', fraction: 0.4, note: 'second resolver' },
  finished('a', 'fail'),
];

test('a frame shows what is done, what failed and what runs', (t) => {
  const state = createLiveState();
  for (const event of events) state.advance(event, 1000);
  const style = { colour: false, columns: 60, rows: 24, nowMs: 3500, elapsedMs: 2500 };
  t.equal(
    frameOf(state, style),
    ['Running  2.5 s', 'stub        1/3  ✖ 1 fail', '  … stub:b  2.5 s  40 % second resolver'].join(
      '\n',
    ),
  );
  t.end();
});

test('a frame stays small and its lines short, however much runs', (t) => {
  const state = createLiveState();
  const names = Array.from({ length: 500 }, (_, index) => `${'x'.repeat(100)}-${index}`);
  state.advance(plan(...names), 0);
  for (const name of names) state.advance({ kind: 'started', id: name }, 0);
  const lines = frameOf(state, {
    colour: false,
    columns: 60,
    rows: 24,
    nowMs: 0,
    elapsedMs: 0,
  }).split('\n');
  t.ok(lines.length < 12);
  t.ok(lines.every((line) => line.length <= 60));
  t.match(lines.at(-1), /and 494 more/);
  t.end();
});

test('a frame is never taller than the screen, and what is done makes room', (t) => {
  const state = createLiveState();
  const cases = planCases(
    Array.from({ length: 30 }, (_, index) =>
      stubCheck({ id: `check-${index}`, plan: casesNamed('one') }),
    ),
    siteWith(),
  );
  state.advance({ kind: 'planned', cases }, 0);
  for (const { id, check } of cases) {
    state.advance({ kind: 'started', id }, 0);
    if (check.id === 'check-29') continue;
    const outcome: Outcome = { status: 'pass', findings: [], metrics: [] };
    state.advance({ kind: 'finished', id, result: resultOf('one', outcome, check.id) }, 0);
  }
  for (const rows of [3, 5, 10, 24, 40]) {
    const style = { colour: false, columns: 30, rows, nowMs: 0, elapsedMs: 0 };
    const lines = frameOf(state, style).split('\n');
    t.ok(lines.length < rows, `${lines.length} lines on ${rows}`);
    t.ok(lines.every((line) => line.length <= 30));
    if (rows > 3) t.match(frameOf(state, style), 'check-29');
  }
  const small = frameOf(state, { colour: false, columns: 60, rows: 10, nowMs: 0, elapsedMs: 0 });
  t.match(small, 'and 23 more checks, 23 of them done');
  t.end();
});

function captured(isTty: boolean, nowMs = () => performance.now()) {
  const stream = new PassThrough();
  let said = '';
  stream.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const view = createLiveView({
    // log-update asks a stream for its size and to write; this one can do both.
    stream: Object.assign(stream, {
      columns: 80,
      rows: 24,
      isTTY: isTty,
    }) as unknown as NodeJS.WriteStream,
    columns: 80,
    colour: false,
    isTty,
    nowMs,
  });
  return { view, said: () => said };
}

test('a log gets a line for each case as it ends', (t) => {
  const { view, said } = captured(false);
  for (const event of events) view.watch(event);
  view.watch({
    kind: 'finished',
    id: 'stub:b',
    result: resultOf('b', { status: 'skip', because: { kind: 'no-peer' } }),
  });
  view.stop();
  t.equal(said(), 'fail          stub:a  12 ms  stub/seen\n1 skipped: the report says why\n');
  t.end();
});

test('beyond two hundred lines a log tells only what does not pass', (t) => {
  const { view, said } = captured(false);
  view.watch(plan('a'));
  for (let index = 0; index < 500; index += 1) view.watch(finished(`ok-${index}`, 'pass'));
  view.watch(finished('bad', 'fail'));
  view.stop();
  const lines = said().trimEnd().split('\n');
  t.equal(lines.length, 202);
  t.match(lines.at(-1), /^fail +stub:bad/);
  t.end();
});

test('three thousand failures do not flood a log, and skipped ones are counted', (t) => {
  const { view, said } = captured(false);
  view.watch(plan('a'));
  for (let index = 0; index < 3000; index += 1) view.watch(finished(`bad-${index}`, 'fail'));
  const because = { kind: 'deselected' } as const;
  for (const name of ['x', 'y']) {
    const result = resultOf(name, { status: 'skip', because }, 'stub');
    view.watch({ kind: 'finished', id: `stub:${name}`, result });
  }
  view.stop();
  const lines = said().trimEnd().split('\n');
  t.equal(lines.length, 302);
  t.match(lines.at(-2), 'see the report');
  t.equal(lines.at(-1), '2 skipped: the report says why');
  t.end();
});

test('a log says after two silent seconds what runs, and again after five', (t) => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  t.teardown(() => {
    mock.timers.reset();
  });
  const { view, said } = captured(false, () => Date.now());
  const beats = (): number => said().split('still running').length - 1;
  view.watch(plan('a', 'b'));
  view.watch({ kind: 'started', id: 'stub:a' });
  view.watch({ kind: 'started', id: 'stub:b' });
  mock.timers.tick(1999);
  t.equal(beats(), 0);
  mock.timers.tick(1);
  t.match(said(), 'still running, 0/2 done: stub:a for 2 s and 1 more\n');
  view.watch(finished('b', 'fail'));
  mock.timers.tick(4999);
  t.equal(beats(), 1, 'a line in between brings no word sooner');
  mock.timers.tick(1);
  t.equal(beats(), 2);
  view.stop();
  mock.timers.tick(60_000);
  t.equal(beats(), 2, 'nothing is said after the end');
  t.end();
});

for (const isTty of [true, false]) {
  test(`a word in between stays ${isTty ? 'on a terminal' : 'in a log'}`, (t) => {
    const { view, said } = captured(isTty);
    view.say('SIGINT: stopping\u001b[2J');
    view.stop();
    t.match(said(), 'SIGINT: stopping\n');
    t.notMatch(said(), '[2J');
    t.end();
  });
}

test('a terminal is repainted, and is left as it was found', (t) => {
  mock.timers.enable({ apis: ['setInterval'] });
  t.teardown(() => {
    mock.timers.reset();
  });
  const { view, said } = captured(true);
  const count = (order: string): number => said().split(order).length - 1;
  for (const event of events) view.watch(event);
  mock.timers.tick(100);
  t.equal(count('1/3'), 1);
  view.watch(finished('b', 'pass'));
  mock.timers.tick(100);
  t.equal(count('2/3'), 1, 'the next picture shows what happened since');
  view.stop();
  const atEnd = said();
  t.match(atEnd.slice(atEnd.lastIndexOf('2/3')), '\u001b[2K', 'the lines are erased');
  t.equal(count('\u001b[?25l'), count('\u001b[?25h'), 'a cursor that was hidden is shown');
  t.equal(count('\u001b[?2026h'), count('\u001b[?2026l'), 'no update is left open');
  mock.timers.tick(60_000);
  t.equal(said(), atEnd, 'and nothing is painted any more');
  t.end();
});

test('a word of many lines is one line in a log, however much space is in it', (t) => {
  const { view, said } = captured(false);
  const startedMs = performance.now();
  view.say(`one\n\n  two${' '.repeat(200_000)}x`);
  // Quadratic work would take many seconds.
  t.ok(performance.now() - startedMs < 2000);
  view.stop();
  t.equal(said().split('\n').length, 2);
  t.match(said(), /^one two /);
  t.end();
});
