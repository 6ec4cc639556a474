import { searchEach } from './search-each.ts';
import { mute } from './network.ts';
import { anyMtu, between, path, prior, tunnelMtu } from './scenarios.ts';

/** The first round, those that search, and two that verify. */
searchEach([
  {
    kind: 'black hole at a prior',
    mtu: prior,
    world: path(mute),
    mostOpen: 0,
    mostRounds: 1 + 1 + 2,
    mostProbes: 80,
    how: 'black-hole',
    icmp: 'silent',
  },
  {
    kind: 'black hole',
    mtu: anyMtu,
    world: path(mute),
    mostOpen: 0,
    mostRounds: 1 + 4 + 2,
    mostProbes: 180,
    how: 'black-hole',
    icmp: 'silent',
  },
  {
    kind: 'black hole below 1500',
    mtu: tunnelMtu,
    world: path(mute),
    mostOpen: 0,
    mostRounds: 1 + 3 + 2,
    mostProbes: 130,
    how: 'black-hole',
    icmp: 'silent',
  },
  {
    kind: 'L2 mismatch',
    mtu: (random) => between(1500, 1530, random),
    world: path(mute),
    mostOpen: 0,
    mostRounds: 1 + 4 + 2,
    how: 'black-hole',
    icmp: 'silent',
  },
]);
