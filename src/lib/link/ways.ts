import type { Case } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import type { Jitter, LossPeriods, StreamSample } from '#core/stream.ts';
import type { LinkOptions } from './options.ts';
import { type LinkEnd, linksOf, type LinkTarget } from './target.ts';

export type Way = 'to-aws' | 'to-on-prem' | 'round-trip';

/** One way of a stream, and what it is held against. */
export type OneWay = { readonly way: Way; readonly link: LinkTarget };

const EACH_WAY = ['to-aws', 'to-on-prem'] as const;
const BOTH_AT_ONCE = ['round-trip'] as const;

/** Which ways of a stream can be told apart: losses by the peer's counts, delays by any reflector's clock. */
export type Telling = (to: LinkEnd) => readonly Way[];
export const tellsLoss: Telling = ({ kind }) => (kind === 'peer' ? EACH_WAY : BOTH_AT_ONCE);
export const tellsDelay: Telling = ({ kind }) => (kind === 'echo' ? BOTH_AT_ONCE : EACH_WAY);

/** Plans a case for each way of each link. Without a peer, its cases say why they are not there. */
export function planWays(
  site: Site,
  options: LinkOptions,
  tells: Telling,
): readonly Case<OneWay>[] {
  const { peer, reflectors, echoes } = linksOf(site, options);
  const toPeer = EACH_WAY.map((way): Case<OneWay> => {
    const identity = { key: `${way}@peer`, from: 'local' } as const;
    return peer === undefined
      ? { ...identity, notApplicable: 'It goes to the peer, and the config names none.' }
      : { ...identity, target: { way, link: peer } };
  });
  const others = [...reflectors, ...echoes].flatMap((link) =>
    tells(link.to).map((way): Case<OneWay> => ({
      key: `${keyOf(way, link.to)}@${nameOf(link.to)}`,
      from: 'local',
      target: { way, link },
    })),
  );
  return [...toPeer, ...others];
}

function keyOf(way: Way, { kind }: LinkEnd): string {
  return kind === 'echo' ? 'icmp' : way;
}

/** Returns what a link's end is called in keys. */
export function nameOf(to: LinkEnd): string {
  if (to.kind === 'peer') return 'peer';
  return to.kind === 'echo' ? to.address : `${to.address}:${to.port}`;
}

export function lossOf({ forward, reverse, roundTrip }: StreamSample, way: Way): LossPeriods {
  return { 'to-aws': forward, 'to-on-prem': reverse, 'round-trip': roundTrip }[way];
}

export function jitterOf(sample: StreamSample, way: Way): Jitter {
  const { forwardJitter, reverseJitter, rttJitter } = sample;
  return { 'to-aws': forwardJitter, 'to-on-prem': reverseJitter, 'round-trip': rttJitter }[way];
}
