/** The two numbers of a release that requirements are made of. */
export type ReleaseNumber = { readonly major: number; readonly minor: number };

/** Reads the beginning of `5.15.0-91-generic` or `1.7.24`; null for what is no release. */
export function parseReleaseNumber(release: string): ReleaseNumber | null {
  const [, major, minor] = /^(\d{1,4})\.(\d{1,4})(?:\D|$)/.exec(release) ?? [];
  return major === undefined ? null : { major: Number(major), minor: Number(minor) };
}

export function isAtLeast(have: ReleaseNumber, least: ReleaseNumber): boolean {
  return have.major > least.major || (have.major === least.major && have.minor >= least.minor);
}
