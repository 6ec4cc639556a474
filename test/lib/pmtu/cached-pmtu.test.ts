import { searchEach } from './search-each.ts';
import { honest } from './network.ts';
import { anyMtu, cached, stale } from './scenarios.ts';

searchEach([
  {
    kind: 'cached PMTU, kernel refuses',
    mtu: anyMtu,
    world: cached('refuses', honest),
    mostOpen: 0,
    mostRounds: 3,
    isHeldBack: true,
  },
  {
    kind: 'cached PMTU, kernel fragments',
    mtu: anyMtu,
    world: cached('fragments', honest),
    mostOpen: 0,
    mostRounds: 7,
    isHeldBack: true,
  },
  {
    kind: 'cached PMTU is stale',
    mtu: anyMtu,
    world: stale(-200),
    mostOpen: 0,
    mostRounds: 7,
    isHeldBack: true,
  },
  {
    kind: 'black hole below a cached PMTU',
    mtu: anyMtu,
    world: stale(200),
    mostOpen: 0,
    mostRounds: 3 + 4 + 2,
  },
]);
