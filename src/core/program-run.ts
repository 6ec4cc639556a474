/** How a program of the host ended, and what it printed. */
export type ProgramRun =
  | {
      readonly kind: 'exited';
      readonly code: number;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'timeout'; readonly afterMs: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'failed'; readonly why: string };
