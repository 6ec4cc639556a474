import type { NfsServices, NfsVersionAnswer } from '#core/nfs-services.ts';
import type { NfsMountOptions } from '#lib/nfs/mount-options.ts';
import type { NfsTarget } from './target.ts';

/** What the server shows of itself: whether a mount has a chance, and if not, why. */
export type Standing =
  | 'mountable'
  /** No connection: somebody says no. */
  | 'refused'
  /** Not a word. */
  | 'filtered'
  | 'unreachable'
  /** It is there, and does not speak this version. */
  | 'wrong-version'
  /** No such path; or one that is hidden from this client. */
  | 'export-not-known'
  /** There is a connection, and no answer that NFS would give. */
  | 'not-nfs';

type Kind = NfsVersionAnswer['outcome']['kind'];

const BY_KIND: Readonly<Partial<Record<Kind, Standing>>> = {
  refused: 'refused',
  timeout: 'filtered',
  'net-unreachable': 'unreachable',
  'host-unreachable': 'unreachable',
  prohibited: 'unreachable',
  'program-mismatch': 'wrong-version',
  'program-unavailable': 'wrong-version',
};

/** Says how the server stands to what is asked of it. What it does not tell, the mount will show. */
export function standingOf(
  services: NfsServices,
  { options }: Pick<NfsTarget, 'options'>,
): Standing {
  const answer = answerFor(services, options);
  if (answer === undefined) return 'mountable';
  const { kind } = answer.outcome;
  if (kind !== 'answer') return BY_KIND[kind] ?? 'not-nfs';
  return isMinorRefused(services, options) ? 'wrong-version' : standingOfExport(services);
}

/** What came of the NULL call of the version that is to be mounted. */
export function answerFor(
  { versions }: NfsServices,
  { version = '4' }: NfsMountOptions,
): NfsVersionAnswer | undefined {
  const major = version === '3' ? 3 : 4;
  const answers = versions.filter((one) => one.version === major);
  return answers.find(({ outcome }) => outcome.kind === 'answer') ?? answers[0];
}

function isMinorRefused({ minorVersions }: NfsServices, { version }: NfsMountOptions): boolean {
  const minor = /^4\.(\d)$/.exec(version ?? '')?.[1];
  const tried = minorVersions.find((one) => String(one.minorVersion) === minor);
  return tried?.outcome.kind === 'answer' && tried.outcome.answer.spoken === 'no';
}

function standingOfExport({ exportPath }: NfsServices): Standing {
  if (exportPath.kind === 'not-known') return 'export-not-known';
  // From a port above 1023 some servers refuse all; the mount comes from one below.
  return 'mountable';
}
