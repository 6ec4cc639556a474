/**
 * How far a host is on its way into the cluster: before `nodeadm init`; after it, while no network plugin runs yet; and as
 * a node that is Ready.
 */
export const STAGES = ['before-init', 'after-init', 'after-join'] as const;
export type Stage = (typeof STAGES)[number];

/** A preflight comes before the flight. */
export const DEFAULT_STAGE: Stage = 'before-init';

/** The stages that a check or a case has a meaning in, and what the reader of any other should know. */
export type StageLimit = {
  readonly only: readonly Stage[];
  /** Why it means nothing at another stage, or what stands in for it there: a clause. */
  readonly otherwise: string;
};

/** Returns the stage that a site is planned for. A report of a time before there were stages was made before the join. */
export function stageOf({ stage = DEFAULT_STAGE }: { readonly stage?: Stage }): Stage {
  return stage;
}

/** True once `nodeadm init` has run: what it leaves on the host is where it should be. */
export function isJoining(stage: Stage): boolean {
  return stage !== 'before-init';
}
