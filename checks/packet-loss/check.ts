import { defineCheck } from '#core/check.ts';
import { LINK_NEEDS, measureLink } from '#lib/link/measure-link.ts';
import { LINK_OPTIONS, type LinkOptions } from '#lib/link/options.ts';
import { planWays, tellsLoss } from '#lib/link/ways.ts';
import { judge } from './judge.ts';
import { vocabulary } from './messages.ts';

export const packetLoss = defineCheck({
  id: 'packet-loss',
  title: 'Packets are not lost on the way, in either direction',
  why: 'TCP halves its rate at each loss: one packet in a thousand is enough to make a fast link slow.',
  explanation: {
    proves: [
      'To the peer, for each direction by itself, the loss ratio is below the limit, or above it, at the confidence asked for, however often the count is looked at meanwhile.',
      'To reflectors without a key and to addresses that answer echo requests, the same of round trips.',
      'Losses at the end of the stream count too: the reflector tells what it has received.',
      'What this host or the peer threw away itself is not counted as the path’s.',
    ],
    doesNotProve: [
      'Loss that comes more rarely than once in a third of the time of the test: the finding and the report give that time.',
      'That losses in bursts, none of which came in that time, are as rare as single ones.',
      'Loss of large packets, under load, or of other classes of service.',
    ],
    sources: [
      'RFC 7680 (one-way loss), RFC 3357 (loss periods), RFC 8972 §4.5 (direct measurement)',
      'Clopper and Pearson 1934 (exact intervals); Howard, Ramdas, McAuliffe and Sekhon 2021 (tests that may be stopped at any time)',
    ],
  },
  vocabulary,
  needs: LINK_NEEDS,
  lane: 'quiet',
  options: LINK_OPTIONS,
  plan: (site, options: LinkOptions) => planWays(site, options, tellsLoss),
  measure: ({ link }, io, signal) => measureLink(link, io, signal),
  judge,
});
