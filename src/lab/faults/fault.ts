import type { Stage } from '#core/stage.ts';
import type { Change } from '../change.ts';

/** The layer that a fault breaks, as the catalogue is ordered. */
export const LAYERS = [
  'firewall',
  'routing',
  'mtu',
  'wan',
  'dns',
  'cluster-dns',
  'tls',
  'aws',
  'proxy',
  'registry',
  'storage',
  'bandwidth',
  'clock',
  'addressing',
] as const;

export type Layer = (typeof LAYERS)[number];

/**
 * One finding that a fault must bring: its code, and the cases that may bring it, by case id with `*` for
 * anything. Its check may not be built yet: then it is pending.
 */
export interface Expectation {
  /** Its code; `*` stands for anything. */
  readonly finding: string;
  /** Where it must say that packets end: on the way there, on the way back … */
  readonly breaksAt?: string;
  readonly cases?: string;
  /** No check sees it yet, though one of its name is there. */
  readonly isPending?: true;
}

/** One thing that can go wrong between the sites, done for real. */
export interface Fault {
  readonly name: string;
  readonly layer: Layer;
  /** What is broken, in one line. */
  readonly breaks: string;
  /** How it is applied; without them the lab is as before. */
  readonly changes: readonly Change[];
  /** When it strikes, where that is not before the run. */
  readonly strikes?: 'mid-write';
  /** How far the host is on its way into the cluster, where it is not before it. */
  readonly stage?: Stage;
  /** The ground truth: each of these findings at least once … */
  readonly expects: readonly Expectation[];
  /** … these or not, as chance has it: the order in which a forwarder asks, a router's limit on ICMP … */
  readonly allows: readonly Expectation[];
  // … and no other of a severity above a note.
}

/** A fault as its catalogue states it: the layer is the catalogue's, expectations have a short form. */
export interface StatedFault extends Omit<Fault, 'layer' | 'expects' | 'allows'> {
  /** `code`, `code @ cases`, `code[way-back] @ cases`; `pending: ` before it for what no check sees yet. */
  readonly expects: readonly string[];
  readonly allows?: readonly string[];
}

/** Returns the faults of one layer. */
export function faultsOf(layer: Layer, stated: readonly StatedFault[]): readonly Fault[] {
  return stated.map((fault) => ({
    ...fault,
    layer,
    expects: fault.expects.map(expectation),
    allows: (fault.allows ?? []).map(expectation),
  }));
}

function expectation(text: string): Expectation {
  const isPending = text.startsWith('pending: ');
  const [what = '', cases] = text.replace(/^pending: /, '').split(' @ ');
  const [, finding = what, breaksAt] = /^(.+)\[(.+)\]$/.exec(what) ?? [];
  return {
    finding,
    ...(breaksAt === undefined ? {} : { breaksAt }),
    ...(cases === undefined ? {} : { cases }),
    ...(isPending ? { isPending } : {}),
  };
}
