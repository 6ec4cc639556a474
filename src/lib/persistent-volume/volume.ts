import type { Position } from './manifest.ts';

/** A PersistentVolume that a kubelet mounts by NFS. */
export type NfsVolume = {
  readonly name: string;
  /** A name or an IP address, IPv6 without brackets. */
  readonly server: string;
  /** What is mounted, with a `subDir` of csi-driver-nfs. */
  readonly path: string;
  /** As they are written; kubelet joins them by commas. */
  readonly mountOptions: readonly string[];
  readonly isReadOnly: boolean;
  /** In tree (`spec.nfs`), or the driver nfs.csi.k8s.io. */
  readonly by: 'nfs' | 'csi';
} & Position;

/** What is in the file too, and why it is not for this. */
export type Skipped = {
  readonly kind: string;
  /** '' without. */
  readonly name: string;
  readonly reason: string;
} & Position;

/** What is wrong with a volume; with the name of the file in front it is a problem of a config. */
export type VolumeProblem = Position & {
  /** `items[2].spec.nfs.server`. */
  readonly path: string;
  readonly what: string;
  readonly expected: string;
};

export type Volumes = {
  readonly volumes: readonly NfsVolume[];
  readonly skipped: readonly Skipped[];
  readonly problems: readonly VolumeProblem[];
};
