import { readFileSync, readdirSync } from 'node:fs';
import type { Flow } from '#lib/iperf3/flow.ts';
import type { Interval } from '#lib/iperf3/interval.ts';
import type { Iperf3Failed, Iperf3Measured, Iperf3Result } from '#lib/iperf3/result.ts';

const DIRECTORY = new URL('fixtures/', import.meta.url);

export function fixture(name: string): string {
  return readFileSync(new URL(`${name}.txt`, DIRECTORY), 'utf8');
}

/** Returns the names of all fixtures, without the ending. */
export function fixtureNames(): readonly string[] {
  const names = readdirSync(DIRECTORY).filter((name) => name.endsWith('.txt'));
  return names.map((name) => name.replace(/\.txt$/, '')).sort();
}

/** Says a result in a few lines, with every field, so that a fixture can be read against it. */
export function said(result: Iperf3Result): readonly string[] {
  return result.kind === 'measured' ? saidMeasured(result) : saidFailed(result);
}

export function saidInterval(interval: Interval): string {
  const { startS, seconds, bps, retransmits, rttMs, cwndBytes, isOmitted } = interval;
  const rate = `${(bps / 1e6).toFixed(1)} Mbit/s`;
  const tcp = `retransmits ${String(retransmits)}, rtt ${String(rttMs)} ms, cwnd ${String(cwndBytes)}`;
  return `${startS} s + ${seconds.toFixed(3)} s: ${rate}, ${tcp}${isOmitted ? ', omitted' : ''}`;
}

function saidMeasured(result: Iperf3Measured): readonly string[] {
  const { askedBytes, senderBytes, receiverBytes } = result.window;
  const { localPercent, remotePercent } = result.cpu;
  return [
    `${String(result.version)} ${result.protocol} x${result.streams} ${result.seconds} s`,
    `mss ${String(result.mssBytes)}, window ${String(askedBytes)}/${String(senderBytes)}/${String(receiverBytes)}, cpu ${rounded(localPercent)}/${rounded(remotePercent)} %, ${String(result.congestion)}`,
    ...saidFlow('up', result.flows.up),
    ...saidFlow('down', result.flows.down),
  ];
}

function saidFlow(direction: string, flow: Flow | undefined): readonly string[] {
  if (flow === undefined) return [];
  const goodput = `${(flow.goodputBps / 1e6).toFixed(1)} Mbit/s`;
  const bytes = `${flow.receivedBytes} of ${String(flow.sentBytes)} bytes`;
  const tcp = `retransmits ${String(flow.retransmits)}, rtt ${String(flow.meanRttMs)}/${String(flow.leastRttMs)} ms, pmtu ${String(flow.pmtuBytes)}`;
  const udp = `lost ${String(flow.lostPackets)} of ${String(flow.packets)}, jitter ${flow.jitterMs?.toFixed(3) ?? 'null'} ms`;
  return [
    `${direction} ${goodput}, ${bytes}, ${tcp}, ${udp}`,
    ...flow.intervals.map((interval) => `  ${saidInterval(interval)}`),
  ];
}

function saidFailed({ reason, message, shown }: Iperf3Failed): readonly string[] {
  const counts = Object.entries(shown).map(
    ([direction, intervals]) => `${intervals.length} intervals ${direction}`,
  );
  return [`${reason}: ${message}`, ...counts];
}

function rounded(value: number | null): string {
  return value === null ? 'null' : value.toFixed(0);
}
