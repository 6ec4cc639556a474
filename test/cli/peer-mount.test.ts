import { test } from 'tap';
import { readPeerArguments } from '../../src/cli/peer/options.ts';

const USUAL = { listen: '127.0.0.1:7443', allow: ['10.80.0.0/16'], ports: '1-65535', once: false };

test('a peer mounts for others only where its engineer said so', (t) => {
  for (const mount of [true, false]) {
    t.equal(readPeerArguments({ ...USUAL, mount }).mayMount, mount);
  }
  t.end();
});
