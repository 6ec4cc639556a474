import type { HostNoise, StreamSample } from '#core/stream.ts';

/** What a worker is started with. */
export type WorkerTask = SenderTask | ReflectorTask;

export interface SenderTask {
  readonly role: 'sender';
  readonly from: string;
  readonly address: string;
  readonly port: number;
  readonly key: Uint8Array;
  readonly ssid: number;
  readonly topRatePps: number;
  readonly mostPackets: number;
  readonly mostMs: number;
  readonly tMaxMs: number;
}

export interface ReflectorTask {
  readonly role: 'reflector';
  readonly address: string;
  readonly port: number;
  readonly key: Uint8Array;
  readonly ssid: number;
  /** Who alone is answered. */
  readonly caller: string;
}

/** What a worker is told. */
export type WorkerOrder =
  | { readonly order: 'stop' }
  | { readonly order: 'finish'; readonly received: number; readonly sent: number }
  | { readonly order: 'count' };

/** What a worker tells. */
export type WorkerReport =
  | { readonly report: 'listening'; readonly port: number }
  | { readonly report: 'failed'; readonly code: string }
  | { readonly report: 'sample'; readonly sample: StreamSample; readonly host: HostNoise }
  /** Nothing more is sent; what is still on its way is waited for, or given up. */
  | { readonly report: 'sent'; readonly why: SendingEnd }
  | { readonly report: 'done'; readonly sample: StreamSample; readonly host: HostNoise }
  | {
      readonly report: 'counts';
      readonly received: number;
      readonly sent: number;
      readonly drops: number;
    };

export type SendingEnd = 'stopped' | 'budget' | 'silence';
