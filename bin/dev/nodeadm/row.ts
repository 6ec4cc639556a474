/** How a check of nodeadm's stands to what this program does. */
export type Standing = 'same' | 'better' | 'deliberately not';

/** One check of nodeadm's, by the name that it has there. */
export type NodeadmRow = {
  readonly name: string;
  /** What it does, and where it falls short. */
  readonly does: string;
  readonly standing: Standing;
  /** What is different here, or why it is not done. */
  readonly here: string;
  /** Finding codes (`check/code`) and beginnings of case names (`check:key`). */
  readonly coveredBy: readonly string[];
  /** Test files that show it. */
  readonly shownBy: readonly string[];
};

/** What two checks of nodeadm’s may have in common: what stands against them here. */
export type Answer = Pick<NodeadmRow, 'standing' | 'here' | 'coveredBy' | 'shownBy'>;
