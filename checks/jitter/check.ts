import { defineCheck } from '#core/check.ts';
import { LINK_NEEDS, measureLink } from '#lib/link/measure-link.ts';
import { LINK_OPTIONS, type LinkOptions } from '#lib/link/options.ts';
import { planWays, tellsDelay } from '#lib/link/ways.ts';
import { judge } from './judge.ts';
import { vocabulary } from './messages.ts';

export const jitter = defineCheck({
  id: 'jitter',
  title: 'Packets arrive as evenly as they were sent',
  why: 'Delay that jumps makes timeouts fire on a link that is fast on average.',
  explanation: {
    proves: [
      'For each direction by itself, where the far side stamps its packets (the peer, or a reflector of STAMP or TWAMP-Light): the mean difference in delay of packets 20 ms apart (mean |IPDV|, one way) is below the limit, or above it, at the confidence asked for.',
      'Of echo requests the same of round trips, and said so: both directions add up.',
    ],
    doesNotProve: [
      'Jitter of other packet sizes, rates or classes of service.',
      'Rare spikes: the finding gives the greatest J of RFC 3550 and the deviation beside the mean.',
    ],
    sources: [
      'RFC 5481 §4.1 (IPDV), RFC 3550 §6.4.1 (J), RFC 8762 (STAMP), RFC 5357 App. I (TWAMP-Light)',
      'Künsch 1989 (block bootstrap: neighbours depend on each other)',
    ],
  },
  vocabulary,
  needs: LINK_NEEDS,
  lane: 'quiet',
  options: LINK_OPTIONS,
  plan: (site, options: LinkOptions) => planWays(site, options, tellsDelay),
  measure: ({ link }, io, signal) => measureLink(link, io, signal),
  judge,
});
