import type { ProbeOutcome, ProbeRound } from '#lib/pmtu/outcome.ts';

/** A hop drops what is larger than its MTU. What it says then: the size, as told by `says`, or nothing. */
export interface Hop {
  readonly mtuBytes: number;
  /** The MTU in its ICMP error about a packet; null: an error without an MTU; undefined: no error. */
  readonly says: (sizeBytes: number) => number | null | undefined;
}

/** What the sending kernel does with a packet that is larger than it believes the path carries. */
export type Kernel = 'sends' | 'refuses' | 'fragments';

export interface World {
  /** The hops that a probe meets: they may depend on the time (a round) and on its flow (chance). */
  readonly hopsFor: (round: number, random: () => number) => readonly Hop[];
  readonly kernel?: Kernel;
  /** What the kernel was told before the search. */
  readonly cachedMtuBytes?: number;
  readonly lossRatio?: number;
  /** Mean length of the bursts that losses come in; 1 where they are single. */
  readonly meanBurst?: number;
  /** ICMP errors that routers send at most. */
  readonly mostErrors?: number;
}

export const honest = (mtuBytes: number): Hop => ({ mtuBytes, says: () => mtuBytes });
export const mute = (mtuBytes: number): Hop => ({ mtuBytes, says: () => undefined });
export const old = (mtuBytes: number): Hop => ({ mtuBytes, says: () => null });
export const lying = (mtuBytes: number, says: (sizeBytes: number) => number): Hop => ({
  mtuBytes,
  says,
});

/** Linux believes no router that says less (net.ipv4.route.min_pmtu). */
const LEAST_BELIEVED_BYTES = 552;

/** Returns a function that sends a round through the world. Probes of a round are under way together. */
export function createNetwork(world: World, random: () => number) {
  const { kernel = 'sends', mostErrors = Infinity } = world;
  const isLost = channel(world, random);
  let believed = world.cachedMtuBytes ?? Infinity;
  let round = -1;
  let errors = 0;
  return (sizesBytes: readonly number[]): ProbeRound => {
    round += 1;
    const held = believed;
    return sizesBytes.map((sizeBytes): ProbeOutcome => {
      if (kernel !== 'sends' && sizeBytes > held) return heldBack(kernel, sizeBytes, held);
      const hop = world.hopsFor(round, random).find(({ mtuBytes }) => mtuBytes < sizeBytes);
      const told = hop?.says(sizeBytes);
      if (isLost()) return { kind: 'silent', sizeBytes };
      if (hop === undefined) return { kind: 'arrived', sizeBytes };
      if (told === undefined || errors >= mostErrors) return { kind: 'silent', sizeBytes };
      errors += 1;
      if (told !== null && told >= LEAST_BELIEVED_BYTES) believed = Math.min(believed, told);
      return { kind: 'too-big', sizeBytes, from: 'path', mtuBytes: told };
    });
  };
}

function heldBack(kernel: Kernel, sizeBytes: number, mtuBytes: number): ProbeOutcome {
  return kernel === 'refuses'
    ? { kind: 'too-big', sizeBytes, from: 'local', mtuBytes }
    : { kind: 'fragmented', sizeBytes };
}

/** A channel that is good or bad for a while (Gilbert 1960). */
function channel({ lossRatio = 0, meanBurst = 1 }: World, random: () => number): () => boolean {
  let isBad = false;
  return () => {
    if (meanBurst === 1) return random() < lossRatio;
    const stay = isBad ? 1 - 1 / meanBurst : lossRatio / meanBurst / (1 - lossRatio);
    isBad = random() < stay;
    return isBad;
  };
}
