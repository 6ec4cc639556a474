import { searchEach } from './search-each.ts';
import { honest, mute } from './network.ts';
import { anyMtu, path, whole } from './scenarios.ts';

searchEach([
  { kind: 'jumbo, 1 % loss', mtu: whole, world: path(mute, { lossRatio: 0.01 }), mostOpen: 0.02 },
  { kind: 'PTB, 1 % loss', mtu: anyMtu, world: path(honest, { lossRatio: 0.01 }), mostOpen: 0.02 },
  {
    kind: 'black hole, 1 % loss',
    mtu: anyMtu,
    world: path(mute, { lossRatio: 0.01 }),
    mostOpen: 0.02,
  },
  { kind: 'jumbo, 5 % loss', mtu: whole, world: path(mute, { lossRatio: 0.05 }), mostOpen: 0.02 },
  { kind: 'PTB, 5 % loss', mtu: anyMtu, world: path(honest, { lossRatio: 0.05 }), mostOpen: 0.05 },
  {
    kind: 'black hole, 5 % loss',
    mtu: anyMtu,
    world: path(mute, { lossRatio: 0.05 }),
    mostOpen: 0.05,
  },
  {
    kind: 'black hole, 5 % loss in bursts of 4',
    mtu: anyMtu,
    world: path(mute, { lossRatio: 0.05, meanBurst: 4 }),
    mostOpen: 0.15,
  },
  {
    kind: 'black hole, 20 % loss',
    mtu: anyMtu,
    world: path(mute, { lossRatio: 0.2 }),
    mostOpen: 0.75,
  },
  {
    kind: 'black hole, 50 % loss',
    mtu: anyMtu,
    world: path(mute, { lossRatio: 0.5 }),
    mostOpen: 1,
  },
]);
