import { test } from 'tap';
import { routeChangeLines, routeWords } from '../../../src/lab/network/route-line.ts';
import type { Route } from '../../../src/lab/conditions.ts';

const ROUTES: readonly Route[] = [
  { at: 'onprem-router', to: '10.20.0.0/16', way: { over: 'direct-connect', mtuBytes: 1438 } },
  { at: 'onprem-router', to: '10.85.0.0/16', way: { via: '10.80.1.10' } },
  { at: 'onprem-router', to: '10.20.9.0/24', way: { refuse: 'prohibit' } },
  { at: 'vpc-router', to: '10.80.0.0/16', way: { over: 'vpn' } },
];

test('each way in the words of ip-route, seen from the router that has it', async (t) => {
  t.strictSame(
    [...routeWords({ routes: ROUTES }, 'onprem-router').values()],
    [
      '10.20.0.0/16 via 169.254.20.2 dev dx0 mtu lock 1438',
      '10.85.0.0/16 via 10.80.1.10',
      'prohibit 10.20.9.0/24',
    ],
  );
  t.strictSame(
    [...routeWords({ routes: ROUTES }, 'vpc-router').values()],
    ['10.80.0.0/16 via 169.254.10.1 dev vpn0'],
  );
});

test('an impaired wire takes the place of Direct Connect, not of the VPN', async (t) => {
  const wire = { toVpc: 'delay=1ms', toOnPrem: '' };
  const words = routeWords({ routes: ROUTES, wire }, 'onprem-router');
  t.equal(words.get('10.20.0.0/16'), '10.20.0.0/16 via 169.254.30.2 dev imp0 mtu lock 1438');
  t.equal(
    routeWords({ routes: ROUTES, wire }, 'vpc-router').get('10.80.0.0/16'),
    '10.80.0.0/16 via 169.254.10.1 dev vpn0',
  );
});

test('only what differs is changed', async (t) => {
  const before = new Map([
    ['10.1.0.0/16', '10.1.0.0/16 via 10.0.0.1'],
    ['10.2.0.0/16', '10.2.0.0/16 via 10.0.0.1'],
    ['10.3.0.0/16', '10.3.0.0/16 via 10.0.0.1'],
  ]);
  const after = new Map([
    ['10.1.0.0/16', '10.1.0.0/16 via 10.0.0.1'],
    ['10.2.0.0/16', '10.2.0.0/16 via 10.0.0.9'],
    ['10.4.0.0/16', 'blackhole 10.4.0.0/16'],
  ]);
  t.strictSame(routeChangeLines(before, after), [
    'route flush exact 10.3.0.0/16',
    'route replace 10.2.0.0/16 via 10.0.0.9',
    'route replace blackhole 10.4.0.0/16',
  ]);
  t.strictSame(routeChangeLines(after, after), []);
});
