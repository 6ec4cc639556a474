import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'tap';
import { leftIn, planOf, processesOf, runWatched, startTool } from './storage-world.ts';

const MOMENTS = Array.from({ length: 10 }, (_, index) => index * 200);
const MIB = 1024 * 1024;

/** More than one can wait for: whatever stays longer, stays. */
const ENDS_WITHIN_MS = 5000;

// dd as well: a run of all stages is about two seconds long.
const WHOLE = { isFull: true, mostBytes: 256 * MIB, blockBytes: MIB };

test('killed at any moment, a run leaves no process, and the next run leaves no file', async (t) => {
  const path = t.testdir({ theirs: 'kept' });
  const rows: string[] = [];
  for (const afterMs of MOMENTS) {
    const tool = startTool(planOf(path, WHOLE));
    const ended = once(tool, 'exit');
    let note = '';
    tool.stdout.on('data', (chunk: Buffer) => (note = chunk.toString().trim().slice(-40)));
    await once(tool.stdout, 'data');
    await sleep(afterMs);
    tool.kill('SIGKILL');
    await ended;
    const untilMs = performance.now() + ENDS_WITHIN_MS;
    while (processesOf(path).length > 0 && performance.now() < untilMs) await sleep(20);
    t.strictSame(processesOf(path), [], `${afterMs} ms: no process`);
    const between = leftIn(path).length;
    const { run } = await runWatched(planOf(path));
    t.equal(run.failure, null);
    t.strictSame(readdirSync(path), ['theirs'], `${afterMs} ms: no file`);
    rows.push(`${afterMs} ms, in "${note}": ${between} before the next run, 0 after it`);
  }
  t.comment(rows.join('\n'));
});

test('a run that begins while the killed one still ends leaves nothing either', async (t) => {
  const path = t.testdir({});
  const tool = startTool(planOf(path, WHOLE));
  while (leftIn(path).length === 0) await sleep(10);
  const ended = once(tool, 'exit');
  tool.kill('SIGKILL');
  await ended;
  const { run } = await runWatched(planOf(path));
  t.equal(run.failure, null);
  while (processesOf(path).length > 0) await sleep(20);
  t.strictSame(leftIn(path), []);
});
