/**
 * A version of iperf3. `isPrerelease` (3.16-beta1) stands before the release, `isLater` (3.9+, a build from the
 * repository after 3.9) behind it: neither is taken for a release that has more.
 */
export type Iperf3Version = {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly isPrerelease: boolean;
  readonly isLater: boolean;
  /** What the build can do, as its last line lists it: `authentication`, `sendfile / zerocopy`, … */
  readonly features: readonly string[];
};

/** What differs between versions, as far as it matters to whoever runs them or reads what they print. */
export type Iperf3Traits = {
  readonly acceptance: 'accepted' | 'too-old';
} & { readonly [Name in keyof typeof SINCE]: boolean };

/** The oldest that we drive: --bidir and IPERF3_PASSWORD came with it (release notes 3.7, #201, #815). */
const OLDEST: Release = [3, 7];

/** Since which release it is so. The numbers are those of RELNOTES.md, with the pull request or issue. */
const SINCE = {
  /** --connect-timeout, in ms (3.2, #216). */
  hasConnectTimeout: [3, 2],
  /** --bidir (3.7, #201, #780). */
  hasBidirectional: [3, 7],
  /** --rcv-timeout, so that a silent path does not hold a server for ever (3.10, #1101, #1125). */
  hasReceiveTimeout: [3, 10],
  /** --time-skew-threshold; without it 10 s are allowed (3.10, #1065, #1070). */
  hasSkewThreshold: [3, 10],
  /** `snd_wnd` in the intervals (3.10, #1148). */
  tellsSendWindow: [3, 10],
  /** The two directions of --bidir no longer have the same keys twice (3.11, #952). */
  namesDirectionsApart: [3, 11],
  /** `sum_sent` and `sum_received` for UDP too: before, nobody said what arrived (3.11, #1174). */
  tellsUdpReceived: [3, 11],
  /** `test_start.bidir` (3.13, #1428, #1429). */
  tellsBidirectional: [3, 13],
  /** With -J, exits with 1 after an error (3.14, #1405, #1523). */
  exitCodeTellsFailure: [3, 14],
  /** UDP loss is counted right with --omit (3.14, #1489, #1498). */
  countsLossWithOmit: [3, 14],
  /** One thread a stream: before, all streams share one core (3.16, #1591). */
  hasThreadPerStream: [3, 16],
  /** --json-stream (3.17, #1098). */
  hasJsonStream: [3, 17],
  /** OAEP for credentials; older ones understand only PKCS #1 v1.5 (3.17, #1695, CVE-2024-26306). */
  padsWithOaep: [3, 17],
  /** --cntl-ka: keepalive on the control connection, which a firewall may else forget (3.19, #1423). */
  hasControlKeepalive: [3, 19],
  /** Exits with 0 after SIGTERM, SIGINT and SIGHUP, with 1 before (3.19, #1009, #1829). */
  exitsWellOnSignal: [3, 19],
  /** --server-max-duration (3.20, #1684). */
  hasServerMaxDuration: [3, 20],
  /** UDP of which nothing arrives is lost, not 0 % lost (3.21, #698, #1984). */
  countsTotalUdpLoss: [3, 21],
} as const satisfies { readonly [name: string]: Release };

type Release = readonly [major: number, minor: number];

const VERSION = /^iperf (\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?([-+~\w.]{0,40})(?:\s|$)/m;
const PRERELEASE = /^[-~]?(?:alpha|beta|rc|pre|b|a|mt)/i;
const FEATURES = /^Optional features available: (.{0,2000})$/m;

/** Reads what `iperf3 --version` prints, or `start.version` of a result; null if it is not iperf3's. */
export function parseVersion(text: string): Iperf3Version | null {
  const match = VERSION.exec(text);
  if (match === null) return null;
  const [, major, minor, patch, suffix = ''] = match;
  const features = FEATURES.exec(text)?.[1] ?? '';
  return {
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch ?? 0),
    isPrerelease: PRERELEASE.test(suffix),
    isLater: suffix.includes('+'),
    features: features.split(',').flatMap((feature) => feature.trim() || []),
  };
}

/** Returns `3.12`, `3.1.3`, `3.16 (pre-release)`. */
export function formatVersion({ major, minor, patch, isPrerelease }: Iperf3Version): string {
  const release = patch === 0 ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
  return isPrerelease ? `${release} (pre-release)` : release;
}

/** Returns what a version has. Half a release (a pre-release) has what the release before it has. */
export function traits(version: Iperf3Version): Iperf3Traits {
  const has = Object.fromEntries(
    Object.entries(SINCE).map(([name, release]) => [name, isAtLeast(version, release)]),
  );
  return {
    acceptance: isAtLeast(version, OLDEST) ? 'accepted' : 'too-old',
    // The keys are those of SINCE, which is where the entries come from.
    ...(has as { [Name in keyof typeof SINCE]: boolean }),
  };
}

function isAtLeast(version: Iperf3Version, [major, minor]: Release): boolean {
  if (version.major !== major) return version.major > major;
  if (version.minor !== minor) return version.minor > minor;
  return version.patch > 0 || !version.isPrerelease;
}
