import type { HostNoise, StreamPlan, StreamSample } from '#core/stream.ts';
import type { ClockState } from '#lib/stamp/clock-state.ts';

/** What a worker is started with. */
export type WorkerTask = SenderTask | ReflectorTask;

/** Each side says in its packets how well its clock is kept. */
export interface SenderTask extends StreamPlan {
  readonly role: 'sender';
  readonly clock: ClockState;
  readonly isKnownPath: boolean;
}

export interface ReflectorTask {
  readonly role: 'reflector';
  readonly address: string;
  readonly port: number;
  /** Without one it answers in unauthenticated mode, whatever the session. */
  readonly key?: Uint8Array;
  readonly ssid: number;
  /** Who alone is answered: CIDRs. */
  readonly callers: readonly string[];
  readonly clock: ClockState;
}

/** What a worker is told. */
export type WorkerOrder =
  | { readonly order: 'stop' }
  /** Goes on: what came in last has made it doubtful again. */
  | { readonly order: 'resume' }
  | { readonly order: 'finish'; readonly received: number; readonly sent: number }
  | { readonly order: 'count' };

/** What a worker tells. */
export type WorkerReport =
  | { readonly report: 'listening'; readonly port: number }
  | { readonly report: 'failed'; readonly code: string }
  | { readonly report: 'sample'; readonly sample: StreamSample; readonly host: HostNoise }
  /** Nothing more is sent, and nothing is on its way any more, or has been for too long. */
  | { readonly report: 'sent'; readonly why: SendingEnd; readonly sample: StreamSample }
  | { readonly report: 'done'; readonly sample: StreamSample; readonly host: HostNoise }
  | {
      readonly report: 'counts';
      readonly received: number;
      readonly sent: number;
      readonly drops: number;
    };

export type SendingEnd = 'stopped' | 'budget' | 'silence';
