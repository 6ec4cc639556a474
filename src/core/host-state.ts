/** A file of this host as text; `isCut` where it is longer than anybody reads. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string; readonly isCut: boolean }
  | { readonly kind: 'absent' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'unreadable'; readonly code: string };

/** The names in a folder, sorted. */
export type FolderNames =
  | { readonly kind: 'names'; readonly names: readonly string[]; readonly isCut: boolean }
  | { readonly kind: 'absent' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'unreadable'; readonly code: string };

/** Whose state systemd is asked for. */
export const UNITS = ['containerd', 'kubelet', 'firewalld'] as const;
export type Unit = (typeof UNITS)[number];

/** Every program that is run to look: none of them changes anything, and none is needed. */
export type HostQuestion =
  | { readonly kind: 'nft-ruleset' }
  | { readonly kind: 'containerd-version' }
  | { readonly kind: 'chrony-tracking' }
  | { readonly kind: 'unit'; readonly unit: Unit };

/** What a program said. `none` is a program that this host has not; `refused` one that ended with an error. */
export type Told =
  | { readonly kind: 'told'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly why: string };

/** Room on the file system that a path is on, or will be. */
export type Room = {
  /** The nearest folder that is there. */
  readonly path: string;
  readonly totalBytes: number;
  readonly availableBytes: number;
  readonly totalFiles: number;
  readonly freeFiles: number;
};

export type Hardware = { readonly cpus: number; readonly memoryBytes: number };

/** A socket that waits for others. */
export type OpenSocket = {
  readonly protocol: 'tcp' | 'udp';
  /** Null stands for every address. */
  readonly address: string | null;
  readonly port: number;
  /** `kubelet (pid 812)`; null where this user may not know. */
  readonly owner: string | null;
};

export type CertificateFacts = {
  readonly subject: string;
  readonly issuer: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** The days of both, by UTC: `2026-11-20`. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly isAuthority: boolean;
};

/** A certificate file and its private key: everything but what the key is. */
export type KeyPairFacts = {
  readonly certificate:
    | {
        readonly kind: 'read';
        readonly chain: readonly CertificateFacts[];
        /** Each certificate of the file is signed by the next. */
        readonly isChained: boolean;
      }
    | { readonly kind: 'absent' | 'forbidden' | 'malformed' };
  readonly key:
    | {
        readonly kind: 'read';
        readonly algorithm: string;
        readonly bits: number | null;
        /** Null where there is no certificate to match. */
        readonly matches: boolean | null;
        /** Permissions as chmod(1) writes them: `600`. */
        readonly mode: string;
      }
    | { readonly kind: 'absent' | 'forbidden' | 'malformed' | 'encrypted' };
};

export type Lookup =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'unknown'; readonly code: string };

/** The state of this machine. It is only ever read, and every answer is bounded. */
export interface HostState {
  /** This host's own clock: milliseconds since 1970. */
  readonly timeMs: () => number;
  read(path: string): Promise<FileText>;
  list(folder: string): Promise<FolderNames>;
  ask(question: HostQuestion, signal: AbortSignal): Promise<Told>;
  hardware(signal: AbortSignal): Promise<Hardware>;
  /** Null where the system does not say. */
  room(path: string): Promise<Room | null>;
  sockets(): Promise<readonly OpenSocket[]>;
  keyPair(files: { readonly certificate: string; readonly key: string }): Promise<KeyPairFacts>;
  /** What this host's own resolver makes of a name. */
  lookup(name: string, signal: AbortSignal): Promise<Lookup>;
  /** The proxy settings of this program's own environment, passwords taken out. */
  proxyEnvironment(): Readonly<Record<string, string>>;
  readonly isRoot: boolean;
}
