import type { Finding } from '#lib/pmtu/finding.ts';
import type { SearchOptions } from '#lib/pmtu/options.ts';
import { createPathMtuSearch } from '#lib/pmtu/search.ts';
import { createNetwork, type World } from './network.ts';

export interface Run {
  readonly finding: Finding;
  readonly rounds: readonly (readonly number[])[];
}

/** Searches as a driver does, without the waiting. */
export function run(world: World, options: SearchOptions, random: () => number): Run {
  const send = createNetwork(world, random);
  const search = createPathMtuSearch(options);
  const rounds: (readonly number[])[] = [];
  let step = search.next();
  while (step.kind === 'round') {
    rounds.push(step.sizesBytes);
    search.take(send(step.sizesBytes));
    step = search.next();
  }
  return { finding: step, rounds };
}

export type Grade = 'right' | 'held back' | 'open' | 'WRONG';

/** Says whether a finding is true of a path of this MTU. */
export function grade(finding: Finding, mtuBytes: number): Grade {
  switch (finding.kind) {
    case 'exact':
      return finding.mtuBytes === mtuBytes ? 'right' : 'WRONG';
    case 'held-back':
      return finding.mtuBytes <= mtuBytes && mtuBytes <= finding.atMostBytes
        ? 'held back'
        : 'WRONG';
    case 'inconclusive':
      return (finding.atLeastBytes ?? 0) <= mtuBytes && mtuBytes <= finding.atMostBytes
        ? 'open'
        : 'WRONG';
  }
}
