import { test } from 'tap';
import { createTracer } from '../../src/io/trace/tracer.ts';

const HERE = { address: '127.0.0.1', port: 33_434 };

test('a trace that is called off at once takes none of the next with it', async (t) => {
  const tracer = createTracer();
  const first = new AbortController();
  const called = tracer.run(HERE, first.signal);
  first.abort(new Error('enough'));
  await t.rejects(called, /enough/);
  const traced = await tracer.run(HERE, new AbortController().signal);
  t.match(traced?.stdout, /127\.0\.0\.1/);
});
