import { isIP } from 'node:net';
import type { PathMtuProbes } from '#core/path-mtu.ts';
import { openEchoFlow } from './echo-flow.ts';
import { sendFragments } from './fragments.ts';
import { tcpLimits } from './tcp-limits.ts';
import { openUdpFlow } from './udp-flow.ts';

/** Packets that may not be fragmented, over UDP or as echo requests. */
export function createPathMtuProbes(): PathMtuProbes {
  return {
    udp: (to, lease, signal) => openUdpFlow(to, lease, signal),
    echo: async (address, signal) => {
      if (isIP(address) === 0) throw new TypeError(`${address} is no address`);
      return openEchoFlow(address, signal);
    },
    fragments: sendFragments,
    tcp: tcpLimits,
  };
}
