import type { Attachment } from '#core/site.ts';
import type { WholeFacts } from './facts.ts';

/** What one tunnel or one flow of an attachment carries at most, by AWS. Others are sold by the port. */
export const LIMITS_BPS: Readonly<Partial<Record<Attachment, number>>> = {
  vpn: 1.25e9, // Site-to-Site VPN quotas: a standard tunnel
};

/** One flow of EC2 outside a placement group (EC2, "Instance network bandwidth"). */
const FLOW_BPS = 5e9;

/** How near to a limit a rate is to be taken for it. */
const NEAR = 0.85;

export function gbps(bps: number): string {
  return bps >= 1e9 ? `${round(bps / 1e9)} Gbps` : `${round(bps / 1e6)} Mbps`;
}

const WAYS = {
  'to-aws': 'Towards AWS',
  'to-on-prem': 'Towards on premises',
  'both-ways': 'Both ways at once, in the slower direction,',
} as const;

export function numbersOf(facts: WholeFacts): string {
  const { way, goodputBps, lineRateBps, low, high, confidence, measure } = facts;
  const level = `${round(confidence * 100)} % interval of the ${measure === 'goodput' ? 'goodput' : 'line rate'}`;
  return `${WAYS[way]} the link carried ${gbps(lineRateBps)} on the wire, ${gbps(goodputBps)} of it payload [${gbps(low)}, ${gbps(high)}] (${level}).`;
}

export function howMeasured(facts: WholeFacts): string {
  const { version, protocol, streams, server, seconds, gigabytes, congestion, mssBytes } = facts;
  const parts = [
    `iperf3 ${version ?? ''} with ${server}: ${streams} connections of ${protocol.toUpperCase()}${congestion === null ? '' : ` (${congestion})`}, ${seconds} s after slow start, ${gigabytes} GB`,
    mssBytes === null ? '' : `segments of ${mssBytes} bytes`,
    ratio('TCP efficiency', facts.efficiencyPercent, ' %'),
    ratio('buffer delay', facts.bufferDelayPercent, ' %'),
    ratio('transfer time', facts.transferTimeRatio, ' x the ideal'),
    facts.lostRatio === null ? '' : `${round(facts.lostRatio * 100)} % of the datagrams lost`,
  ].filter((part) => part !== '');
  return `${parts.join('; ')}; ${STOPS[facts.stop]}.`;
}

function ratio(name: string, value: number | null, unit: string): string {
  return value === null ? '' : `${name} ${value}${unit}`;
}

const STOPS: Readonly<Record<WholeFacts['stop'], string>> = {
  decided: 'stopped as it was decided',
  budget: 'stopped at its budget of time',
  bytes: 'stopped at its budget of bytes',
  failed: 'the last run failed',
};

/** Names the limit that a measured rate lies at, where there is one. */
export function limitOf({ attachment, lineRateBps, streams }: WholeFacts): string {
  const limitBps = LIMITS_BPS[attachment];
  if (limitBps !== undefined && isAt(lineRateBps, limitBps)) {
    return ` That is what one standard tunnel carries (${gbps(limitBps)}).`;
  }
  if (streams < 3 && isAt(lineRateBps, FLOW_BPS)) {
    return ` That is what one flow of EC2 carries (${gbps(FLOW_BPS)}): use more connections.`;
  }
  return '';
}

function isAt(bps: number, limitBps: number): boolean {
  return bps >= limitBps * NEAR && bps <= limitBps * 1.05;
}

export function whereToLook({ way, bounds, attachment, efficiencyPercent }: WholeFacts): string {
  const lossy =
    efficiencyPercent !== null && efficiencyPercent < 99
      ? 'Much was sent twice: mend the loss that packet-loss shows first. '
      : '';
  const link =
    attachment === 'vpn'
      ? 'A tunnel has its limit: balance over several (ECMP on a Transit Gateway)'
      : 'Compare the port’s and the hosted connection’s rate with what was bought, and look for a shaper or policer';
  const direction = way === 'to-on-prem' ? 'from AWS' : 'to AWS';
  return `${lossy}${link} ${direction}; see the utilisation of the link in CloudWatch (ConnectionBpsEgress, ConnectionBpsIngress) during a test. Where ${gbps(bounds.pass)} was never bought, choose a baseline that fits.`;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
