import { createTracer } from '../../src/io/trace/tracer.ts';
import { lastHopTowards } from '#lib/trace/last-hop.ts';
import { pathTrace } from '../../checks/path-trace/check.ts';
import { fakeIo } from '../fakes/io.ts';
import { TARGET } from './parallel-ways.ts';

const NOBODY_ID = 65_534;

const [, , what = ''] = process.argv;
const target = { address: TARGET, port: 443 };
const { signal } = new AbortController();
const io = fakeIo({ trace: createTracer() });
if (what === 'as another user') process.setuid?.(NOBODY_ID);
const startedMs = performance.now();
const measurement =
  what === 'last hop'
    ? await lastHopTowards(target, io, signal)
    : await pathTrace.measure(target, io, signal);
const tookMs = performance.now() - startedMs;
process.stdout.write(JSON.stringify({ measurement, tookMs }));
