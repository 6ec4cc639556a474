import type { SearchOptions } from './options.ts';

/** The sizes that are still open lie between these two. */
export type Bracket = { readonly floorBytes: number; readonly ceilingBytes: number };

/** What a round may still hold. */
type Room = { readonly probes: number; readonly bytes: number };

/** Returns the open sizes of (m, m + 1): where m is the limit, the two settle it. */
export function pairs(
  mtusBytes: Iterable<number>,
  { floorBytes, ceilingBytes }: Bracket,
): readonly number[] {
  const sizes = [...mtusBytes].flatMap((mtuBytes) => [mtuBytes, mtuBytes + 1]);
  return [...new Set(sizes)].filter((size) => size > floorBytes && size < ceilingBytes);
}

/**
 * Returns the sizes to try in one round: those that are likely, then others spread evenly, which divide what remains
 * into as many parts as the round has room for.
 */
export function chooseSizes(
  likelyBytes: readonly number[],
  bracket: Bracket,
  room: Room,
): readonly number[] {
  const chosen = fitting(likelyBytes, room);
  const left = { probes: room.probes - chosen.length, bytes: room.bytes - total(chosen) };
  const sizes = [...new Set([...chosen, ...spread(bracket, left)])];
  const { floorBytes, ceilingBytes } = bracket;
  return sizes.length > 0 ? sizes : [Math.floor((floorBytes + ceilingBytes) / 2)];
}

function fitting(sizes: readonly number[], room: Room): readonly number[] {
  const chosen: number[] = [];
  for (const size of sizes) {
    if (chosen.length < room.probes && total(chosen) + size <= room.bytes) chosen.push(size);
  }
  return chosen;
}

function spread({ floorBytes, ceilingBytes }: Bracket, room: Room): readonly number[] {
  const mean = (floorBytes + ceilingBytes) / 2;
  const open = ceilingBytes - floorBytes - 1;
  const count = Math.min(open, room.probes, Math.floor(room.bytes / mean));
  const step = (ceilingBytes - floorBytes) / (count + 1);
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    Math.round(floorBytes + step * (index + 1)),
  );
}

/** Returns the sizes that fit into one round, the first of them in any case. */
export function withinBudget(sizes: readonly number[], options: SearchOptions): readonly number[] {
  const first = sizes.slice(0, 1);
  return [...first, ...fitting(sizes.slice(1), roomBeside(first, options))];
}

/** Returns the room that a round has once it holds these sizes. */
export function roomBeside(sizes: readonly number[], options: SearchOptions): Room {
  return {
    probes: options.mostPerRound - sizes.length,
    bytes: options.mostBytesPerRound - total(sizes),
  };
}

/** Returns the sizes in an order that takes a large one and a small one in turns: no burst of large ones. */
export function interleaved(sizes: readonly number[]): readonly number[] {
  const ascending = [...sizes].sort((a, b) => a - b);
  const half = Math.floor(ascending.length / 2);
  const large = ascending.slice(half).reverse();
  return large.flatMap((size, index) => [
    size,
    ...ascending.slice(0, half).slice(index, index + 1),
  ]);
}

function total(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}
