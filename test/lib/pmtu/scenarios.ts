import { DEFAULT_OPTIONS } from '#lib/pmtu/options.ts';
import { type Hop, honest, lying, mute, type World } from './network.ts';

export const INTERFACE_BYTES = 9001;
const SMALLEST_BYTES = DEFAULT_OPTIONS.smallestBytes;

/** A kind of network: which MTUs it has, and what a search of it may end with. */
export interface Scenario {
  readonly kind: string;
  /** Draws the MTU that the search is to find. */
  readonly mtu: (random: () => number) => number;
  readonly world: (mtuBytes: number, random: () => number) => World;
  /** The share of searches that may end without a number. */
  readonly mostOpen: number;
  readonly mostProbes?: number;
  readonly mostRounds?: number;
  /** How an exact finding is found, where there is only one way. */
  readonly how?: string;
  readonly icmp?: string;
  /** True where the kernel holds back what is larger: no exact finding can be. */
  readonly isHeldBack?: true;
}

export const anyMtu = (random: () => number): number =>
  between(SMALLEST_BYTES, INTERFACE_BYTES, random);
export const tunnelMtu = (random: () => number): number => between(1280, 1500, random);
export const whole = (): number => INTERFACE_BYTES;
export const prior = (random: () => number): number => {
  const priors = DEFAULT_OPTIONS.priorsBytes.filter((size) => size < INTERFACE_BYTES);
  return priors[Math.floor(random() * priors.length)] ?? SMALLEST_BYTES;
};

export function between(low: number, high: number, random: () => number): number {
  return low + Math.floor(random() * (high - low));
}

export const path =
  (hop: (mtuBytes: number) => Hop, rest: Omit<World, 'hopsFor'> = {}) =>
  (mtuBytes: number): World => ({
    ...rest,
    hopsFor: () => [honest(INTERFACE_BYTES), hop(mtuBytes)],
  });

export function twoRouters(last: (mtuBytes: number) => Hop) {
  return (mtuBytes: number): World => ({ hopsFor: () => [honest(8500), last(mtuBytes)] });
}

export function cached(kernel: 'refuses' | 'fragments', hop: (mtuBytes: number) => Hop) {
  return (mtuBytes: number): World => path(hop, { kernel, cachedMtuBytes: mtuBytes })(mtuBytes);
}

export function stale(offsetBytes: number) {
  return (mtuBytes: number): World =>
    path(mute, {
      kernel: 'refuses',
      cachedMtuBytes: Math.max(SMALLEST_BYTES, mtuBytes + offsetBytes),
    })(mtuBytes);
}

interface Lie {
  readonly mtuBytes: number;
  readonly sizeBytes: number;
  /** A number from 0 to 1 that stays the same. */
  readonly share: number;
}

export function liar(says: (lie: Lie) => number) {
  return (mtuBytes: number, random: () => number): World => {
    const share = random();
    return path((limit) =>
      lying(limit, (sizeBytes) => says({ mtuBytes: limit, sizeBytes, share })),
    )(mtuBytes);
  };
}

export function fickleLiar(mtuBytes: number, random: () => number): World {
  return path((limit) => lying(limit, () => between(0, 65_536, random)))(mtuBytes);
}
