import { test } from 'tap';
import type { HostParts } from '../fakes/host.ts';
import { siteWith } from '../fakes/site.ts';
import { codesOf, findingsOf, home, judged, type Row, sound } from './cidr-overlap-world.ts';

function withAddresses(...lines: readonly string[]): HostParts {
  return { ...home, addresses: [...(home.addresses ?? []), ...lines] };
}

const hostRows: readonly (Row & { readonly host: HostParts })[] = [
  { site: 'docker0 apart from everything', host: home, status: 'pass', codes: [] },
  {
    site: 'docker0 in the service network',
    host: { ...home, routes: [...(home.routes ?? []), '172.20.3.0/24 docker0'] },
    status: 'fail',
    codes: ['hostNetwork'],
  },
  {
    site: 'a tunnel in the pod network',
    host: { ...home, addresses: [...(home.addresses ?? []), 'tun0 10.85.0.1/24'] },
    status: 'fail',
    codes: ['hostNetwork'],
  },
  {
    site: 'a second network of the host inside the node network',
    host: { ...home, addresses: [...(home.addresses ?? []), 'eth1 10.80.9.1/24'] },
    status: 'fail',
    codes: ['hostNetwork'],
  },
  {
    site: 'a route to the VPC through a gateway',
    host: { ...home, routes: [...(home.routes ?? []), '10.20.0.0/16 vpn0 via 10.80.1.2'] },
    status: 'pass',
    codes: [],
  },
  {
    site: 'interfaces that the config ignores, and link-local ones',
    host: withAddresses('cilium_host 10.85.0.7/24', 'eth0 169.254.1.1/16'),
    status: 'pass',
    codes: [],
  },
];

for (const { site, host, status, codes } of hostRows) {
  test(`this host: ${site}`, async (t) => {
    const outcome = await judged('host-routes', siteWith({ networks: sound }), host);
    t.equal(outcome.status, status);
    t.strictSame(codesOf(outcome), codes);
  });
}

test('a clash of Docker’s names Docker’s own remedy', async (t) => {
  const host = { ...home, addresses: ['docker0 172.20.0.1/16'] };
  const [finding] = findingsOf(await judged('host-routes', siteWith({ networks: sound }), host));
  t.match(finding?.fix, /default-address-pools/);
});

const nodeRows = [
  { site: 'inside, found by the default route', node: undefined, host: home, codes: [] },
  { site: 'inside, named by the config', node: '10.80.1.10', host: home, codes: [] },
  {
    site: 'named but on no interface',
    node: '10.80.1.11',
    host: home,
    codes: ['nodeAddressAbsent'],
  },
  {
    site: 'outside',
    node: undefined,
    host: { ...home, addresses: ['eth0 192.168.5.10/24'] },
    codes: ['nodeOutside'],
  },
  {
    site: 'not to be told',
    node: undefined,
    host: { ...home, routes: [] },
    codes: ['nodeAddressUnknown'],
  },
];

for (const { site, node, host, codes } of nodeRows) {
  test(`node address: ${site}`, async (t) => {
    const parts = node === undefined ? {} : { nodeAddress: node };
    const outcome = await judged('node-address', siteWith({ networks: sound, ...parts }), host);
    t.strictSame(codesOf(outcome), codes);
  });
}
