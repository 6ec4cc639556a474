import { test } from 'tap';
import { networkHolding } from '#lib/cidr/network-holding.ts';

const NETWORKS = ['10.20.0.0/16', '10.80.0.0/12', 'fd00::/64', 'nonsense'];

test('the first network that holds an address is found', async (t) => {
  t.equal(networkHolding('10.20.255.255', NETWORKS), '10.20.0.0/16');
  t.equal(networkHolding('10.85.1.1', NETWORKS), '10.80.0.0/12');
  t.equal(networkHolding('fd00::7', NETWORKS), 'fd00::/64');
});

test('no network, and nothing that is no address', async (t) => {
  t.equal(networkHolding('10.21.0.0', NETWORKS), undefined);
  t.equal(networkHolding('host.example.com', NETWORKS), undefined);
  t.equal(networkHolding('10.20.0.1', []), undefined);
});
