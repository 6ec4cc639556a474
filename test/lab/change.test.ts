import { test } from 'tap';
import { type Change, changed, route, rule } from '../../src/lab/change.ts';
import { type Conditions, NOTHING } from '../../src/lab/conditions.ts';

const BEFORE: Conditions = {
  ...NOTHING,
  routes: [
    { at: 'onprem-router', to: '10.20.0.0/16', way: { over: 'direct-connect' } },
    { at: 'vpc-router', to: '10.80.0.0/16', way: { over: 'direct-connect' } },
  ],
  services: { api: { certificate: 'good', health: 200 }, dns: { answer: 'ok' } },
};

test('a rule is added, and the rest stays', async (t) => {
  const after = changed(BEFORE, [rule('vpc-router', 'forward', 'tcp dport 443 drop')]);
  t.match(after.rules, [{ at: 'vpc-router', hook: 'forward', rule: 'tcp dport 443 drop' }]);
  t.strictSame({ ...after, rules: [] }, BEFORE);
});

test('a route replaces the one to the same place on the same host only', async (t) => {
  const after = changed(BEFORE, [route('onprem-router', '10.20.0.0/16', { over: 'vpn' })]);
  t.strictSame(after.routes, [
    { at: 'vpc-router', to: '10.80.0.0/16', way: { over: 'direct-connect' } },
    { at: 'onprem-router', to: '10.20.0.0/16', way: { over: 'vpn' } },
  ]);
  const gone = changed(BEFORE, [route('vpc-router', '10.80.0.0/16', 'none')]);
  t.strictSame(
    gone.routes.map(({ at }) => at),
    ['onprem-router'],
  );
});

test('impairments of both directions, and of one direction twice, add up', async (t) => {
  const wires: readonly Change[] = [
    { kind: 'wire', wire: { toVpc: 'delay=20ms' } },
    { kind: 'wire', wire: { toOnPrem: 'loss=1%' } },
    { kind: 'wire', wire: { toVpc: 'dup=5%' } },
  ];
  t.strictSame(changed(BEFORE, wires).wire, { toVpc: 'delay=20ms dup=5%', toOnPrem: 'loss=1%' });
});

test('a service keeps the options that a fault does not name; a stopped one is gone', async (t) => {
  const after = changed(BEFORE, [
    { kind: 'service', name: 'api', options: { health: 500 } },
    { kind: 'stop', name: 'dns' },
  ]);
  t.strictSame(after.services, { api: { certificate: 'good', health: 500 } });
});

test('variables of the host add up, the last word on one holds', async (t) => {
  const after = changed(BEFORE, [
    { kind: 'environment', variables: { HTTPS_PROXY: 'http://a:1', NO_PROXY: 'b' } },
    { kind: 'environment', variables: { HTTPS_PROXY: 'http://c:2' } },
  ]);
  t.strictSame(after.environment, { HTTPS_PROXY: 'http://c:2', NO_PROXY: 'b' });
});

test('links, queues, bridges and the config are changed side by side', async (t) => {
  const after = changed(BEFORE, [
    { kind: 'link', at: 'vpc-router', device: 'dx0', mtuBytes: 1500 },
    { kind: 'queue', at: 'peer', device: 'eth0', discipline: 'tbf' },
    { kind: 'bridge', at: 'host', device: 'docker0', address: '172.20.0.1/16' },
    { kind: 'site', site: { remotePods: '10.20.128.0/17' } },
  ]);
  t.equal(after.links[0]?.mtuBytes, 1500);
  t.equal(after.queues[0]?.discipline, 'tbf');
  t.equal(after.bridges[0]?.device, 'docker0');
  t.equal(after.site.remotePods, '10.20.128.0/17');
  t.strictSame(after.routes, BEFORE.routes);
});
