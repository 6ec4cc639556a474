import { searchEach } from './search-each.ts';
import { lying } from './network.ts';
import { anyMtu, fickleLiar, liar, path } from './scenarios.ts';

searchEach([
  {
    kind: 'lying PTB: one less than sent',
    mtu: anyMtu,
    world: liar(({ sizeBytes }) => sizeBytes - 1),
    mostOpen: 0,
    mostRounds: 13,
  },
  {
    kind: 'lying PTB: too low',
    mtu: anyMtu,
    world: liar(({ mtuBytes, share }) => Math.round(600 + share * (mtuBytes - 601))),
    mostOpen: 0,
    icmp: 'lies',
  },
  {
    kind: 'lying PTB: below 576',
    mtu: anyMtu,
    world: liar(() => 296),
    mostOpen: 0,
    how: 'refused',
    icmp: 'lies',
  },
  {
    kind: 'lying PTB: below 68',
    mtu: anyMtu,
    world: liar(() => 1),
    mostOpen: 0,
    how: 'refused',
    icmp: 'lies',
  },
  {
    kind: 'lying PTB: too high',
    mtu: anyMtu,
    world: liar(({ mtuBytes, share }) => Math.round(mtuBytes + 1 + share * 3000)),
    mostOpen: 0,
    icmp: 'lies',
  },
  {
    kind: 'lying PTB: larger than sent',
    mtu: anyMtu,
    world: liar(({ sizeBytes }) => sizeBytes + 100),
    mostOpen: 0,
    how: 'refused',
    icmp: 'lies',
  },
  {
    kind: 'lying PTB: another each time',
    mtu: anyMtu,
    world: fickleLiar,
    mostOpen: 0,
    mostRounds: 9,
  },
  {
    kind: 'lying PTB: too low, kernel refuses',
    mtu: anyMtu,
    world: path((mtuBytes) => lying(mtuBytes, () => mtuBytes - 100), { kernel: 'refuses' }),
    mostOpen: 0,
    mostRounds: 4,
    isHeldBack: true,
  },
]);
