import { PassThrough } from 'node:stream';
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
  const style = { colour: false, columns: 60, nowMs: 3500, elapsedMs: 2500 };
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
  const lines = frameOf(state, { colour: false, columns: 60, nowMs: 0, elapsedMs: 0 }).split('\n');
  t.ok(lines.length < 12);
  t.ok(lines.every((line) => line.length <= 60));
  t.match(lines.at(-1), /and 494 more/);
  t.end();
});

function captured(isTty: boolean) {
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
    nowMs: () => performance.now(),
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
  t.equal(said(), 'fail          stub:a  12 ms  stub/seen\n');
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

test('a terminal is repainted, and its lines are given back at the end', async (t) => {
  const { view, said } = captured(true);
  for (const event of events) view.watch(event);
  while (!said().includes('1/3')) await new Promise((resolve) => setTimeout(resolve, 20));
  view.stop();
  const erased = said();
  t.match(erased.slice(erased.lastIndexOf('1/3')), '\u001b[2K', 'the lines are erased');
  await new Promise((resolve) => setTimeout(resolve, 250));
  t.equal(said(), erased, 'and nothing is painted any more');
});
