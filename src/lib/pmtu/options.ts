import { ATTACHMENTS } from './attachments.ts';

/** What a search is for, and what it may cost. */
export type SearchOptions = {
  /** The largest packet that leaves this host whole. */
  readonly interfaceMtuBytes: number;
  /** The size that shows that there is a path at all. */
  readonly smallestBytes: number;
  /** The size that is asked for: the first that is tried when the whole size does not pass. */
  readonly wantedBytes: number | null;
  /** Where the limits of real paths lie, the likeliest first. */
  readonly priorsBytes: readonly number[];
  readonly mostPerRound: number;
  readonly mostBytesPerRound: number;
  readonly mostRounds: number;
  readonly mostProbes: number;
  /** A size counts as silent after so many sends at least. */
  readonly attempts: number;
  /** The chance that loss alone makes a size look too big, above which nothing is claimed. */
  readonly mostChanceWrong: number;
};

/** Limits seen on real paths that belong to no attachment: overlays on jumbo frames, and tunnels in tunnels. */
const OTHER_PRIORS_BYTES: readonly number[] = [8951, 8900, 1390, 1360];

const PRIORS_BYTES: readonly number[] = [
  ...new Set([...ATTACHMENTS.map(({ mtuBytes }) => mtuBytes), ...OTHER_PRIORS_BYTES]),
];

export const DEFAULT_OPTIONS: Omit<SearchOptions, 'interfaceMtuBytes'> = {
  smallestBytes: 1200, // RFC 8899 5.1.2: BASE_PLPMTU
  wantedBytes: null,
  priorsBytes: PRIORS_BYTES,
  mostPerRound: 48, // all priors in pairs, so that one round settles a path that has one of them
  // Linux gives a socket 212 992 bytes by default, and counts a packet as more than its length: a round must fit.
  mostBytesPerRound: 128 * 1024,
  mostRounds: 16, // 7 do without loss: the first, 4 to find, 2 to prove
  mostProbes: 500, // about 200 do without loss
  attempts: 3, // RFC 8899 5.1.2: MAX_PROBES
  mostChanceWrong: 0.001,
};

export function searchOptions(
  given: Pick<SearchOptions, 'interfaceMtuBytes'> & Partial<SearchOptions>,
): SearchOptions {
  const options = { ...DEFAULT_OPTIONS, ...given };
  return {
    ...options,
    smallestBytes: Math.min(options.smallestBytes, options.interfaceMtuBytes),
  };
}
