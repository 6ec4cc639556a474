import type { RpcOutcome } from './rpc.ts';

/** As mount(8) writes them behind `vers=`. */
export type NfsVersion = '3' | '4.0' | '4.1' | '4.2';

export type NfsTarget = {
  /** An IP literal, never a name. */
  readonly address: string;
  /** What is to be mounted, absolute, as the server names it; null: only the services are of interest. */
  readonly exportPath: string | null;
  readonly version: NfsVersion;
  /** Where NFS is served: what mount(8) takes as `port=`. Without it 2049. */
  readonly port?: number;
};

/** One line of what a portmapper has registered: `tcp`, `udp`, or the number of another protocol. */
export type RpcRegistration = {
  readonly program: number;
  readonly version: number;
  readonly protocol: string;
  readonly port: number;
};

/** What the portmapper said to each question. A port is null where it has none for the program. */
export type Portmapper = {
  /** NFS version 3 over TCP. */
  readonly nfsPort: RpcOutcome<number | null>;
  /** mountd version 3 over TCP. */
  readonly mountdPort: RpcOutcome<number | null>;
  /** The first of all `count` registrations. */
  readonly registered: RpcOutcome<{
    readonly count: number;
    readonly registrations: readonly RpcRegistration[];
  }>;
};

/** Whether a version is accepted: `answer` is yes; `program-mismatch` names those that are. */
export type NfsVersionAnswer = {
  readonly version: 3 | 4;
  readonly port: number;
  readonly outcome: RpcOutcome<null>;
};

/** Whether a minor version of NFS 4 is spoken, and the nfsstat4 that says so; `not-told` where it says neither. */
export type MinorVersionAnswer = {
  readonly minorVersion: 0 | 1 | 2;
  readonly outcome: RpcOutcome<{
    readonly spoken: 'yes' | 'no' | 'not-told';
    readonly status: string;
  }>;
};

/** One line of mountd's list. No groups: everybody may mount it (RFC 1813 §5.2.5). */
export type NfsExport = {
  readonly path: string;
  readonly groupCount: number;
  /** The first of them: names, addresses, networks or patterns, as the server writes them. */
  readonly groups: readonly string[];
};

export type Mountd =
  | {
      readonly kind: 'asked';
      readonly port: number;
      /** The first of all `count` exports. */
      readonly exports: RpcOutcome<{
        readonly count: number;
        readonly exports: readonly NfsExport[];
      }>;
    }
  /** The portmapper has no port for it, or did not say. */
  | { readonly kind: 'not-asked'; readonly why: 'not-registered' | 'port-not-told' };

/**
 * What is known of the path to mount, by mountd's list for version 3 and by a LOOKUP from the root of the pseudo
 * file system for version 4. `at` is the part of the path that the server stopped at. A server may hide what it
 * refuses: `not-known` does not prove that the path is not exported to others.
 */
export type ExportStanding =
  | { readonly kind: 'not-asked' }
  /** Version 3: mountd lists it, or `listed`, a folder above it. */
  | { readonly kind: 'listed' | 'below-listed'; readonly listed: NfsExport }
  /** Version 4: by this minor version a client gets its file handle. */
  | { readonly kind: 'looked-up'; readonly minorVersion: 0 | 1 | 2 }
  /** Version 4: NFS4ERR_ACCESS, NFS4ERR_PERM (also of a server that wants a source port below 1024), NFS4ERR_WRONGSEC. */
  | { readonly kind: 'refused'; readonly at: string; readonly status: string }
  | { readonly kind: 'not-known'; readonly at: string; readonly status: string | null }
  /** Another status: the server could not say. */
  | { readonly kind: 'failed'; readonly at: string; readonly status: string }
  /** mountd or NFS did not answer: how, is told where their answers are. */
  | { readonly kind: 'not-told' };

/** All that an NFS server shows of itself before anything is mounted. */
export type NfsServices = {
  readonly portmapper: Portmapper;
  /** Versions 3 and 4 at the port of NFS, and 3 also where the portmapper says that it is elsewhere. */
  readonly versions: readonly NfsVersionAnswer[];
  readonly minorVersions: readonly MinorVersionAnswer[];
  readonly mountd: Mountd;
  readonly exportPath: ExportStanding;
};

export interface Nfs {
  /**
   * Asks all services of an NFS server side by side, within 3 s also where nothing answers. It reads only; a server
   * without NFS 4.0 keeps a session for a moment. Throws TypeError for what is no address or no path, and
   * CannotMeasure only where this host cannot open a socket at all.
   */
  services(target: NfsTarget, signal: AbortSignal): Promise<NfsServices>;
}
