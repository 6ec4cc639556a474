import { sanitise } from '#lib/text/sanitise.ts';

/** Why mount(8), mount.nfs(8) or the mount of busybox gave up. */
export type MountFailureKind =
  /** The server denies this client the export; with NFSv3 also an export that is not there. */
  | 'access-denied'
  /** With NFSv4 also an export that is for others: servers hide it. */
  | 'no-such-export'
  | 'connection-refused'
  | 'timed-out'
  /** No route, nobody answered to ARP on the last network, or a router said so. */
  | 'no-route'
  /** The server, or the client, has not this version or this transport. Or what listens is no NFS server. */
  | 'version-not-supported'
  /** rpcbind of the server does not know NFS or mountd. */
  | 'not-registered'
  /** This kernel has no NFS client, or not its module. */
  | 'no-kernel-client'
  /** mount.nfs is not installed. */
  | 'no-helper'
  /** mount(8) says that it needs root. */
  | 'not-root'
  /** EPERM. Without CAP_SYS_ADMIN from the kernel, else from a server that wants a port below 1024, or Kerberos. */
  | 'not-permitted'
  | 'busy'
  | 'read-only'
  | 'stale'
  | 'name-not-resolved'
  | 'bad-option'
  /** The server does not take this `sec=`, or no gssd has a ticket for it. */
  | 'security-refused'
  | 'no-mount-point'
  /** NFSv3 with locks needs rpc.statd. */
  | 'no-lock-daemon'
  /** The server, or the transport, broke off with EIO or the like. */
  | 'server-error'
  | 'interrupted'
  | 'unknown';

export type MountFailure = {
  readonly kind: MountFailureKind;
  /** The line that says so, without the name of the program and what does not print; '' if there is none. */
  readonly text: string;
};

/** More is no longer about the mount. */
const MOST_CHARACTERS = 16 * 1024;
const LONGEST_TEXT = 300;

/** Exit codes of mount(8). */
const INTERRUPTED = 8;

/**
 * mount_error() and its like in utils/mount of nfs-utils 1.3 to 2.7, mount(8) of util-linux, and strerror(3). The first
 * that any line fits decides: what is said in so many words goes before what follows from it.
 */
const CAUSES: readonly (readonly [words: RegExp, kind: MountFailureKind])[] = [
  [/rpc\.statd is not running/i, 'no-lock-daemon'],
  [/security flavor not supported|unknown security type/i, 'security-refused'],
  [/failed to resolve server|DNS resolution failed|can't get address for/i, 'name-not-resolved'],
  [/Name or service not known$|name resolution$|bad address/i, 'name-not-resolved'],
  [/only root can|must be superuser|not installed setuid|failed to apply fstab/i, 'not-root'],
  [/need a \/sbin\/mount\.|didn't pass remote address/i, 'no-helper'],
  [/mount\.nfs4?: (?:command )?not found|execute \/sbin\/mount\.nfs/i, 'no-helper'],
  [/unknown filesystem type|No such device$/i, 'no-kernel-client'],
  [
    /mount point \S.* (?:does not exist|is not a directory)|mount point does not/i,
    'no-mount-point',
  ],
  [/mount point is not a directory|spec .* is not a directory/i, 'no-mount-point'],
  [/access denied by server/i, 'access-denied'],
  [/Program not registered|RPC: Unknown program|Program unavailable/i, 'not-registered'],
  [/reason given by server: *(?:Permission denied|Access denied)/i, 'access-denied'],
  [/reason given by server: *No such file|^ *No such file or directory$/i, 'no-such-export'],
  [
    /requested NFS version or transport|NFS (?:mount )?version .*not supported/i,
    'version-not-supported',
  ],
  [/Program\/version mismatch|Protocol (?:family )?not supported$/i, 'version-not-supported'],
  [/Connection refused$|Connection refused, (?:retrying|giving)/i, 'connection-refused'],
  [/timed out(?:$|, (?:retrying|giving))|RPC: Timed out/i, 'timed-out'],
  [/No route to host|(?:Network|Host) is (?:unreachable|down)$/i, 'no-route'],
  [/incorrect mount option|bad option|Unsupported nfs4? mount/i, 'bad-option'],
  [/Bad nfs mount parameter|parsing error|invalid value|Invalid argument$/i, 'bad-option'],
  [/version options not permitted|not in 'host:dir' format|usage:/i, 'bad-option'],
  [/busy or already mounted|already mounted|resource busy$/i, 'busy'],
  [/Stale (?:NFS )?file handle$/i, 'stale'],
  [/Read-only file system$|is write-protected/i, 'read-only'],
  [/Operation not permitted$/i, 'not-permitted'],
  // busybox and old kernels print the bare error of mountd.
  [/Permission denied\.?$/i, 'access-denied'],
  [/No such file or directory$/i, 'no-such-export'],
  // EAGAIN: nothing else in mount.nfs than a name server that does not answer.
  [/Resource temporarily unavailable$/i, 'name-not-resolved'],
  [/mount system call failed|(?:Input\/output|Remote I\/O|Protocol) error$/i, 'server-error'],
  [/Connection reset by peer$|not connected$|Broken pipe$/i, 'server-error'],
  [/Unknown error \d+$|reason given by server/i, 'server-error'],
];

/** Of several tries with -v, or while rpcbind is asked: what becomes of them comes after. */
const PASSING = /: (?:mount\(2\)|trying|prog \d|timeout set|pinging|portmap query|backgrounding)/;

/** Returns what the output of a mount in the C locale means; the exit code alone says little (mount(8)). */
export function mountFailureOf(stderr: string, exitCode: number): MountFailure {
  const lines = joined(sanitise(stderr.slice(0, MOST_CHARACTERS)))
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const last = lines.filter((line) => !PASSING.test(line));
  const found = causeIn(last) ?? causeIn(lines);
  if (found !== null) return found;
  return {
    kind: exitCode === INTERRUPTED ? 'interrupted' : 'unknown',
    text: cleaned(last[0] ?? lines[0] ?? ''),
  };
}

/** Before nfs-utils 1.3.1 the reason stands on a line of its own. */
function joined(text: string): string {
  return text.replace(/(reason given by server:) *\r?\n\s*/g, '$1 ');
}

function causeIn(lines: readonly string[]): MountFailure | null {
  for (const [words, kind] of CAUSES) {
    const line = lines.find((one) => words.test(withoutPlace(one)));
    if (line !== undefined) return { kind, text: cleaned(line) };
  }
  return null;
}

/** From nfs-utils 2.6.3 on, what strerror(3) says is followed by ` for 192.0.2.1:/export on /mnt`. */
function withoutPlace(line: string): string {
  return line.slice(0, 4 * LONGEST_TEXT).replace(/ for \S+ on \/.*$/, '');
}

/** `mount.nfs: `, `mount.nfs4: `, `/sbin/mount.nfs: `, `mount: `. */
function cleaned(line: string): string {
  return line
    .replace(/^(?:\S{0,200}\/)?mount(?:\.nfs4?)?: /, '')
    .trim()
    .slice(0, LONGEST_TEXT)
    .toWellFormed();
}
