import type { Host, InterfaceAddress, Route } from '#core/io.ts';

export type HostParts = {
  /** `eth0 10.80.1.10/24` */
  readonly addresses?: readonly string[];
  /** `10.80.1.0/24 eth0` or `0.0.0.0/0 eth0 via 10.80.1.1` */
  readonly routes?: readonly string[];
};

/** A host that is wired as the lines say. */
export function fakeHost({ addresses = [], routes = [] }: HostParts): Host {
  return {
    facts: () => Promise.resolve({ name: 'node-1', os: 'Debian', kernel: '6.1', arch: 'x64' }),
    cpuCount: () => Promise.resolve(16),
    addresses: () => Promise.resolve(addresses.map(addressOf)),
    routes: () => Promise.resolve(routes.map(routeOf)),
    nameServers: () => Promise.resolve([]),
    sourceTowards: () => Promise.resolve('10.80.1.10'),
  };
}

function addressOf(line: string): InterfaceAddress {
  const [name = '', text = ''] = line.split(' ');
  const [address = '', prefix = ''] = text.split('/');
  const family = address.includes(':') ? 6 : 4;
  return { interface: name, address, prefixLength: Number(prefix), family };
}

function routeOf(line: string): Route {
  const [destination = '', name = '', , gateway] = line.split(' ');
  return { destination, interface: name, ...(gateway === undefined ? {} : { gateway }) };
}
