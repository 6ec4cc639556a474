import { searchOptions } from '#lib/pmtu/options.ts';
import { createPathMtuSearch } from '#lib/pmtu/search.ts';
import { createPathMtuProbes } from '../../src/io/path-mtu/probes.ts';

// Run on the host of a lab: one search towards a lease at the peer; prints what it found, and how long it took.

const [, , address = '', port = '', ask = '', answer = ''] = process.argv;
const lease = { ask: Buffer.from(ask, 'hex'), answer: Buffer.from(answer, 'hex') };
const { signal } = new AbortController();
const startedMs = performance.now();
const flow = await createPathMtuProbes().udp({ address, port: Number(port) }, lease, signal);
const { interfaceMtuBytes } = flow;
const search = createPathMtuSearch(searchOptions({ interfaceMtuBytes, wantedBytes: 9000 }));
let step = search.next();
while (step.kind === 'round') {
  search.take(await flow.round(step.sizesBytes, signal));
  step = search.next();
}
flow.close();
process.stdout.write(JSON.stringify({ finding: step, ms: performance.now() - startedMs }));
