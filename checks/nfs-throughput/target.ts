import type { NfsServices } from '#core/nfs-services.ts';
import type { Bounds } from '#core/site.ts';
import type { StorageRun } from '#core/storage.ts';
import type { NfsMountOptions } from '#lib/nfs/mount-options.ts';

export type NfsTarget = {
  readonly from: 'on-prem' | 'aws';
  readonly server: string;
  readonly exportPath: string;
  readonly options: NfsMountOptions;
  /** Where it is mounted already; null to mount it. */
  readonly path: string | null;
  readonly engine: 'own' | 'fio';
  /** In bits per second, and where they come from. */
  readonly bounds: Bounds;
  readonly boundsFrom: 'config' | 'baseline';
  readonly confidence: number;
  readonly blockBytes: number;
  readonly inFlight: number;
  readonly mostBytes: number;
  readonly mostSeconds: number;
  readonly stallMs: number;
  readonly isFull: boolean;
};

export type NfsMeasurement =
  | { readonly kind: 'unresolved'; readonly why: string }
  | {
      readonly kind: 'measured';
      readonly address: string;
      /** null where the export is mounted already. */
      readonly services: NfsServices | null;
      /** null where the server showed that a mount is no use. */
      readonly run: StorageRun | null;
    };
