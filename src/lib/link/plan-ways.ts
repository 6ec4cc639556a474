import type { Case } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import { type LinkOptions, type LinkTarget, linkTarget } from './target.ts';

/** One way of the stream, and what it is held against. */
export type OneWay = { readonly way: 'to-aws' | 'to-on-prem'; readonly link: LinkTarget };

const WAYS = ['to-aws', 'to-on-prem'] as const;

/** Each direction by itself: the far side's timestamps tell them apart without a common clock. */
export function planWays(site: Site, options: LinkOptions): readonly Case<OneWay>[] {
  return WAYS.map((way) => {
    const identity = { key: `${way}@peer`, from: 'local' } as const;
    if (site.peer === undefined) {
      return { ...identity, notApplicable: 'It goes to the peer, and the config names none.' };
    }
    return { ...identity, target: { way, link: linkTarget(site, options) } };
  });
}
