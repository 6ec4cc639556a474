import type { Watch } from '#core/event.ts';

export interface LiveViewOptions {
  readonly stream: NodeJS.WriteStream;
  readonly columns: number;
  readonly colour: boolean;
  readonly isTty: boolean;
  readonly nowMs: () => number;
}

/** Shows a run while it goes on. */
export interface LiveView {
  readonly watch: Watch;
  /** Prints a line that stays. Whoever writes to the stream past the view leaves torn frames behind. */
  say(text: string): void;
  /** Leaves the terminal as it was found. */
  stop(): void;
}
