import type { ProbeOutcome, ProbeRound } from './outcome.ts';

/** What is known of one size. */
export type SizeTally = {
  readonly sizeBytes: number;
  readonly arrived: number;
  readonly silent: number;
  /** Refused by a router of the path. */
  readonly refused: number;
  /** Not sent, or not whole, by this kernel: no evidence of the path. */
  readonly heldBack: number;
  /** In how many rounds it was sent. */
  readonly rounds: number;
};

/** All that the rounds have shown so far. */
export type Evidence = {
  /** By size, ascending. */
  readonly sizes: readonly SizeTally[];
  /** The largest size that arrived; null where none did. */
  readonly floor: SizeTally | null;
  /** The smallest size beyond it that did not. */
  readonly ceiling: SizeTally | null;
};

export function tally(rounds: readonly ProbeRound[]): Evidence {
  const bySize = new Map<number, SizeTally>();
  for (const round of rounds) {
    for (const outcome of round) {
      bySize.set(outcome.sizeBytes, counted(bySize.get(outcome.sizeBytes), outcome));
    }
    for (const sizeBytes of new Set(round.map((outcome) => outcome.sizeBytes))) {
      const size = bySize.get(sizeBytes);
      if (size !== undefined) bySize.set(sizeBytes, { ...size, rounds: size.rounds + 1 });
    }
  }
  const sizes = [...bySize.values()].sort((a, b) => a.sizeBytes - b.sizeBytes);
  const floor = sizes.findLast(({ arrived }) => arrived > 0) ?? null;
  const ceiling = sizes.find(({ sizeBytes }) => sizeBytes > (floor?.sizeBytes ?? 0)) ?? null;
  return { sizes, floor, ceiling };
}

function counted(before: SizeTally | undefined, outcome: ProbeOutcome): SizeTally {
  const { sizeBytes } = outcome;
  const size = before ?? { sizeBytes, arrived: 0, silent: 0, refused: 0, heldBack: 0, rounds: 0 };
  switch (outcome.kind) {
    case 'arrived':
      return { ...size, arrived: size.arrived + 1 };
    case 'silent':
      return { ...size, silent: size.silent + 1 };
    case 'too-big':
      return outcome.from === 'path'
        ? { ...size, refused: size.refused + 1 }
        : { ...size, heldBack: size.heldBack + 1 };
    case 'fragmented':
      return { ...size, heldBack: size.heldBack + 1 };
  }
}

/** Packets that went out, and what became of them. */
export type Sends = { readonly sent: number; readonly lost: number };

/** Returns what became of the packets of these sizes. */
export function sends(sizes: readonly SizeTally[]): Sends {
  const lost = sizes.reduce((sum, { silent, refused }) => sum + silent + refused, 0);
  return { sent: sizes.reduce((sum, { arrived }) => sum + arrived, lost), lost };
}

/** Returns what became of all packets that a size passes with: what the path loses, whatever the size. */
export function witnesses({ sizes, floor }: Evidence): Sends {
  return sends(sizes.filter(({ sizeBytes }) => sizeBytes <= (floor?.sizeBytes ?? 0)));
}

/** Returns the sizes that never arrived although a larger one did. */
export function gaps({ sizes, floor }: Evidence): readonly SizeTally[] {
  return sizes.filter(
    ({ sizeBytes, arrived, silent }) =>
      sizeBytes < (floor?.sizeBytes ?? 0) && arrived === 0 && silent > 0,
  );
}
