import type { Progress } from './io.ts';
import type { Json } from './json.ts';

export interface PeerRequest {
  readonly check: string;
  readonly target: Json;
  readonly deadlineMs: number;
  readonly progress: Progress;
}

/** The far side, as the runner sees it. */
export interface Peer {
  /** Why it cannot measure for this check; undefined where it can. */
  objection(check: string): string | undefined;
  /** Has the check's own `measure` run at the far side. Throws CannotMeasure when that is lost or unwilling. */
  measure(request: PeerRequest, signal: AbortSignal): Promise<Json>;
}
