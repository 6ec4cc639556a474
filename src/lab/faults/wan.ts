import type { Change } from '../change.ts';
import type { Wire } from '../conditions.ts';
import { type Fault, faultsOf, type StatedFault } from './fault.ts';

function wire(settings: Partial<Wire>): readonly Change[] {
  return [{ kind: 'wire', wire: settings }];
}

const both = (words: string): Wire => ({ toVpc: words, toOnPrem: words });

/** A forwarder repeats a lost question only after most of a second. */
const LATE_ANSWERS = ['dns-forwarding/slowAnswer @ *', 'latency/elevated @ *:tcp/443@*'] as const;

/**
 * The peer's channel may not live through bursts in a row: what is measured from there comes last. A burst lasts for so
 * many packets, not for so long: handshakes may lose their repetitions in it as well.
 */
const LOST_IN_BURSTS = [
  'path-mtu/notMeasured @ *:peer:*',
  'aws-endpoints/unreachable',
  'aws-endpoints/stalled',
] as const;

/** A program carries each packet: that takes a rate of its own, and TCP suffers from what is done to it. */
const SLOW_WIRE = 'bandwidth/*';

/** The wire is a program: where processors are few, it adds variation of its own. */
const BUSY_WIRE = ['jitter/elevated', 'jitter/undecided', 'jitter/hostNoise'] as const;

/** A wire that delays, loses, repeats and reorders; what it did is counted, so that the truth is known. */
const STATED: readonly StatedFault[] = [
  {
    name: 'delay-to-vpc',
    breaks: '20 ms more to the VPC',
    changes: wire({ toVpc: 'delay=20ms' }),
    expects: ['latency/tooHigh'],
  },
  {
    name: 'delay-to-onprem',
    breaks: '20 ms more to on premises',
    changes: wire({ toOnPrem: 'delay=20ms' }),
    expects: ['latency/tooHigh'],
  },
  {
    name: 'jitter-to-vpc',
    breaks: '40 ms to the VPC, give or take 20 ms',
    changes: wire({ toVpc: 'delay=40ms jitter=20ms' }),
    expects: ['jitter/tooHigh', 'latency/tooHigh'],
    allows: BUSY_WIRE,
  },
  {
    name: 'jitter-to-onprem',
    breaks: '40 ms to on premises, give or take 20 ms',
    changes: wire({ toOnPrem: 'delay=40ms jitter=20ms' }),
    expects: ['jitter/tooHigh', 'latency/tooHigh'],
    allows: BUSY_WIRE,
  },
  {
    name: 'loss-to-vpc',
    breaks: 'one packet in a hundred to the VPC is lost, at random',
    changes: wire({ toVpc: 'loss=1%' }),
    expects: ['packet-loss/tooHigh'],
    allows: LATE_ANSWERS,
  },
  {
    name: 'loss-to-onprem',
    breaks: 'one packet in a hundred to on premises is lost, at random',
    changes: wire({ toOnPrem: 'loss=1%' }),
    expects: ['packet-loss/tooHigh'],
    allows: LATE_ANSWERS,
  },
  {
    name: 'loss-periodic-to-vpc',
    breaks: 'every 100th packet to the VPC is lost, exactly',
    changes: wire({ toVpc: 'every=100' }),
    expects: ['packet-loss/tooHigh'],
    allows: LATE_ANSWERS,
  },
  {
    name: 'loss-burst-to-vpc',
    breaks: 'packets to the VPC are lost in bursts of about 20, one burst in 200 packets',
    changes: wire({ toVpc: 'burst=0.5%,5%' }),
    expects: ['packet-loss/tooHigh'],
    allows: [...LATE_ANSWERS, ...LOST_IN_BURSTS],
  },
  {
    name: 'loss-periodic-to-onprem',
    breaks: 'every 100th packet to on premises is lost, exactly',
    changes: wire({ toOnPrem: 'every=100' }),
    expects: ['packet-loss/tooHigh'],
    allows: LATE_ANSWERS,
  },
  {
    name: 'loss-burst-to-onprem',
    breaks: 'packets to on premises are lost in bursts of about 20, one burst in 200 packets',
    changes: wire({ toOnPrem: 'burst=0.5%,5%' }),
    expects: ['packet-loss/tooHigh'],
    allows: [...LATE_ANSWERS, ...LOST_IN_BURSTS],
  },
  {
    name: 'duplicates',
    breaks: 'five packets in a hundred arrive twice, both ways',
    changes: wire(both('dup=5%')),
    expects: ['packet-loss/duplicates'],
    allows: BUSY_WIRE,
  },
  {
    name: 'reordering',
    breaks: 'five packets in a hundred overtake the others by 5 ms, both ways',
    changes: wire(both('delay=6ms reorder=5%,5ms')),
    // Six milliseconds each way are too many as well.
    expects: ['packet-loss/reordered', 'latency/tooHigh'],
    allows: BUSY_WIRE,
  },
];

export const WAN_FAULTS: readonly Fault[] = faultsOf(
  'wan',
  STATED.map((fault) => ({ ...fault, allows: [...(fault.allows ?? []), SLOW_WIRE] })),
);
