import { searchEach } from './search-each.ts';
import { honest, mute, old } from './network.ts';
import { anyMtu, path, tunnelMtu, twoRouters, whole } from './scenarios.ts';

/** Of the probes, one is of the smallest size: it is under way together with the first. */
searchEach([
  {
    kind: 'jumbo',
    mtu: whole,
    world: path(mute),
    mostOpen: 0,
    mostProbes: 2,
    mostRounds: 1,
    how: 'whole',
    icmp: 'not-needed',
  },
  // The whole size, the told size, and the next larger, which shows that the router is right; and the smallest.
  {
    kind: 'PTB',
    mtu: anyMtu,
    world: path(honest),
    mostOpen: 0,
    mostProbes: 3 + 1,
    mostRounds: 2,
    how: 'told',
    icmp: 'works',
  },
  // The kernel sends no larger one.
  {
    kind: 'PTB, kernel refuses',
    mtu: anyMtu,
    world: path(honest, { kernel: 'refuses' }),
    mostOpen: 0,
    mostProbes: 2 + 1,
    mostRounds: 2,
    isHeldBack: true,
  },
  {
    kind: 'PTB, kernel fragments',
    mtu: anyMtu,
    world: path(honest, { kernel: 'fragments' }),
    mostOpen: 0,
    mostProbes: 2 + 1,
    mostRounds: 2,
    isHeldBack: true,
  },
  {
    kind: 'PTB without MTU',
    mtu: anyMtu,
    world: path(old),
    mostOpen: 0,
    mostRounds: 7,
    how: 'refused',
    icmp: 'without-mtu',
  },
  {
    kind: 'PTB, one in all',
    mtu: anyMtu,
    world: path(honest, { mostErrors: 1 }),
    mostOpen: 0,
    mostRounds: 4,
    how: 'told',
    icmp: 'works',
  },
  {
    kind: 'PTB of two routers',
    mtu: tunnelMtu,
    world: twoRouters(honest),
    mostOpen: 0,
    mostProbes: 5 + 1,
    mostRounds: 3,
    how: 'told',
    icmp: 'works',
  },
  {
    kind: 'PTB, then a black hole',
    mtu: tunnelMtu,
    world: twoRouters(mute),
    mostOpen: 0,
    mostRounds: 2 + 4 + 2,
    how: 'black-hole',
    icmp: 'silent',
  },
]);
