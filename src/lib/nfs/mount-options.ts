/** `4` alone leaves the minor version to client and server: the highest that both know (nfs(5)). */
export const NFS_VERSIONS = ['3', '4', '4.0', '4.1', '4.2'] as const;
export type NfsVersion = (typeof NFS_VERSIONS)[number];

/** What to do when the server does not answer: go on for ever, or give up with EIO or ETIMEDOUT (softerr). */
export const RECOVERIES = ['hard', 'soft', 'softerr'] as const;
/** UDP is left out: it corrupts data at today's rates (nfs(5)), and Linux 5.6 and later has it switched off. */
export const PROTOCOLS = ['tcp', 'tcp6', 'rdma', 'rdma6'] as const;
export const SECURITIES = ['none', 'sys', 'krb5', 'krb5i', 'krb5p'] as const;
/** RPC with TLS (RFC 9289), Linux 6.5 and later. */
export const TRANSPORT_SECURITIES = ['none', 'tls', 'mtls'] as const;

/** What can be asked of an NFS mount (nfs(5)). What is left out is for client and server to settle. */
export type NfsMountOptions = {
  readonly version?: NfsVersion;
  readonly protocol?: (typeof PROTOCOLS)[number];
  readonly port?: number;
  /** Of mountd, for NFSv3: without it rpcbind is asked. */
  readonly mountPort?: number;
  readonly readSizeBytes?: number;
  readonly writeSizeBytes?: number;
  readonly recovery?: (typeof RECOVERIES)[number];
  /** Tenths of a second that the client waits before it tries again. */
  readonly timeoutDeciseconds?: number;
  /** Tries before a major timeout. */
  readonly retransmissions?: number;
  /** TCP connections. The first mount of a server decides for all that follow (nfs(5)). */
  readonly nconnect?: number;
  readonly security?: (typeof SECURITIES)[number];
  readonly transportSecurity?: (typeof TRANSPORT_SECURITIES)[number];
  /** From a port below 1024, which most servers demand. */
  readonly isFromReservedPort?: boolean;
  /** False for `nolock`: locks of NFSv3 stay on this host, and rpc.statd need not run. */
  readonly isLocking?: boolean;
  readonly isReadOnly?: boolean;
  /** More of HARMLESS, as they are written. */
  readonly others?: readonly string[];
};

type NumberKey = {
  [Key in keyof NfsMountOptions]-?: NfsMountOptions[Key] extends number | undefined ? Key : never;
}[keyof NfsMountOptions];

export type NumberRow = {
  readonly key: NumberKey;
  readonly name: string;
  readonly least: number;
  readonly most: number;
};

const MOST_PORT = 65_535;

/** nfs(5): the client brings a size to a multiple of 1024 up to 1 MiB; what it made of it, the mount says. */
const LEAST_SIZE_BYTES = 1024;
const MOST_SIZE_BYTES = 2 ** 30;

export const NUMBERS: readonly NumberRow[] = [
  { key: 'readSizeBytes', name: 'rsize', least: LEAST_SIZE_BYTES, most: MOST_SIZE_BYTES },
  { key: 'writeSizeBytes', name: 'wsize', least: LEAST_SIZE_BYTES, most: MOST_SIZE_BYTES },
  { key: 'timeoutDeciseconds', name: 'timeo', least: 1, most: 36_000 }, // an hour
  { key: 'retransmissions', name: 'retrans', least: 0, most: 1000 },
  { key: 'nconnect', name: 'nconnect', least: 1, most: 16 }, // NFS_MAX_CONNECTIONS
  { key: 'port', name: 'port', least: 1, most: MOST_PORT },
  { key: 'mountPort', name: 'mountport', least: 1, most: MOST_PORT },
];

export type ChoiceRow = {
  readonly key: 'version' | 'protocol' | 'security' | 'transportSecurity';
  readonly name: string;
  readonly values: readonly string[];
};

export const CHOICES: readonly ChoiceRow[] = [
  { key: 'version', name: 'vers', values: NFS_VERSIONS },
  { key: 'protocol', name: 'proto', values: PROTOCOLS },
  { key: 'security', name: 'sec', values: SECURITIES },
  { key: 'transportSecurity', name: 'xprtsec', values: TRANSPORT_SECURITIES },
];

export type SwitchRow = {
  readonly key: 'isFromReservedPort' | 'isLocking' | 'isReadOnly';
  readonly on: string;
  readonly off: string;
};

export const SWITCHES: readonly SwitchRow[] = [
  { key: 'isFromReservedPort', on: 'resvport', off: 'noresvport' },
  { key: 'isLocking', on: 'lock', off: 'nolock' },
  { key: 'isReadOnly', on: 'ro', off: 'rw' },
];

/** Options that may stay as they are: they change what is cached and written down, not where the data comes from. */
export const HARMLESS: readonly RegExp[] = [
  /^(?:no)?(?:atime|diratime|exec|suid|dev|cto|ac|acl|rdirplus|sharecache|trunkdiscovery|migration)$/,
  /^(?:relatime|norelatime|strictatime|sync|async|dirsync)$/,
  /^(?:ac(?:reg|dir)(?:min|max)|actimeo)=\d{1,9}$/,
  /^lookupcache=(?:all|none|pos|positive)$/,
  /^local_lock=(?:all|flock|posix|none)$/,
  /^max_connect=(?:[1-9]|1[0-6])$/,
  /^(?:mountvers=3|mountproto=(?:tcp6?|udp6?)|namlen=\d{1,3}|write=(?:lazy|eager|wait))$/,
];
