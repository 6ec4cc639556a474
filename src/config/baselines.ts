import type { Baseline } from '#core/site.ts';

// CoreDNS' forward plugin gives up on an upstream after 2 s; slower answers are no answers in a cluster.
// The milder limit is our convention: an answer costs the round trips of its link and little more.
const CORE_DNS_GIVES_UP_MS = 2000;

const BASELINES: readonly Baseline[] = [
  {
    // The adoption guide's targets for GPU clusters over Direct Connect.
    name: 'direct-connect',
    latencyMs: { pass: 5, fail: 10 },
    jitterMs: { pass: 2, fail: 5 },
    lossRatio: { pass: 0.0001, fail: 0.001 },
    bandwidthBps: { pass: 10e9, fail: 5e9 },
    mtuBytes: 9000,
    dnsAnswerMs: { pass: 100, fail: CORE_DNS_GIVES_UP_MS },
  },
  {
    // AWS asks for 100 Mbps and 200 ms at least; one standard tunnel carries 1.25 Gbps; 1406 bytes are the
    // least of the MTUs in AWS' table of ciphers. Jitter and loss are our convention for a path over the internet.
    name: 'vpn',
    latencyMs: { pass: 100, fail: 200 },
    jitterMs: { pass: 20, fail: 50 },
    lossRatio: { pass: 0.001, fail: 0.01 },
    bandwidthBps: { pass: 1e9, fail: 100e6 },
    mtuBytes: 1406,
    dnsAnswerMs: { pass: 250, fail: CORE_DNS_GIVES_UP_MS },
  },
  {
    // AWS' "Prepare networking for hybrid nodes": 100 Mbps and 200 ms round trip, as "general guidance": what
    // misses them warns, and the bounds of failure (half the rate, twice the time) are our convention.
    name: 'aws-minimum',
    latencyMs: { pass: 200, fail: 400 },
    jitterMs: { pass: 50, fail: 100 },
    lossRatio: { pass: 0.01, fail: 0.05 },
    bandwidthBps: { pass: 100e6, fail: 50e6 },
    mtuBytes: 1406,
    dnsAnswerMs: { pass: 500, fail: CORE_DNS_GIVES_UP_MS },
  },
];

export const BASELINE_NAMES: readonly string[] = BASELINES.map(({ name }) => name);

export function baselineNamed(name: string): Baseline | undefined {
  return BASELINES.find((baseline) => baseline.name === name);
}
