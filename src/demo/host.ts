import type { Host } from '#core/io.ts';
import { LAYOUT, NODE_ADDRESS } from './layout.ts';

/** The imaginary host that joins: the demo must not depend on the networks of the machine it runs on. */
export function demoHost(host: Host): Host {
  return {
    facts: (signal) => host.facts(signal),
    cpuCount: (signal) => host.cpuCount(signal),
    addresses: () =>
      Promise.resolve([
        { interface: 'lo', address: '127.0.0.1', prefixLength: 8, family: 4 },
        { interface: 'eth0', address: NODE_ADDRESS, prefixLength: 24, family: 4 },
        { interface: 'docker0', address: '172.17.0.1', prefixLength: 16, family: 4 },
      ]),
    routes: () =>
      Promise.resolve([
        { destination: '0.0.0.0/0', interface: 'eth0', gateway: '10.80.1.1' },
        { destination: '10.80.1.0/24', interface: 'eth0' },
        { destination: '172.17.0.0/16', interface: 'docker0' },
      ]),
    nameServers: () => Promise.resolve(LAYOUT.onPrem),
    sourceTowards: (address, signal) => host.sourceTowards(address, signal),
  };
}
