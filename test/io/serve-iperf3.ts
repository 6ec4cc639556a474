import { serveIperf3 } from '../../src/io/iperf3/server.ts';

// Serves for three seconds at most, and prints its port; it is killed meanwhile.

const at = { address: '127.0.0.1', from: 20_262, to: 20_290 };
const serving = await serveIperf3(at, new AbortController().signal, { longestS: 3 });
if (serving.kind !== 'serving') throw new Error(serving.kind);
process.stdout.write(String(serving.port));
setInterval(() => undefined, 1000);
