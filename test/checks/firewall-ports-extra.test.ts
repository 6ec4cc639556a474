import { test } from 'tap';
import type { ExtraTarget } from '../../checks/firewall-ports/target.ts';
import { fullSite, namesOf, plan } from './firewall-ports-sites.ts';

test('targets of one’s own come last and are required', (t) => {
  const extra: readonly ExtraTarget[] = [
    {
      name: 'Harbor',
      host: 'harbor.company.local',
      port: 443,
      protocol: 'tcp',
      direction: 'to-aws',
    },
    {
      name: 'time',
      host: '10.80.0.123',
      port: 123,
      protocol: 'udp',
      direction: 'to-aws',
    },
  ];
  const added = plan(fullSite, { extra, required: [] }).slice(-2);
  t.strictSame(namesOf(added), ['tcp/443@harbor.company.local', 'udp/123@10.80.0.123']);
  t.match(
    added.map(({ case: one }) => ('target' in one ? one.target : null)),
    [
      { entry: 'extra', component: 'Harbor', weight: 'required', expects: 'listener' },
      { entry: 'extra', component: 'time', weight: 'required', asksDns: false },
    ],
  );
  t.end();
});

test('one port of one place is measured once', (t) => {
  const extra: readonly ExtraTarget[] = [
    {
      name: 'again',
      host: '10.20.1.10',
      port: 443,
      protocol: 'tcp',
      direction: 'to-aws',
    },
  ];
  const names = namesOf(plan(fullSite, { extra }));
  t.equal(new Set(names).size, names.length);
  t.strictSame(names, namesOf(plan(fullSite)));
  t.end();
});

test('one’s own target outweighs an optional entry for the same port', (t) => {
  const extra: readonly ExtraTarget[] = [
    {
      name: 'metrics',
      host: '10.20.3.10',
      port: 10250,
      protocol: 'tcp',
      direction: 'to-aws',
    },
  ];
  const found = plan(fullSite, { extra }).find(
    ({ case: { key } }) => key === 'tcp/10250@10.20.3.10',
  );
  t.match(found?.case, { target: { entry: 'extra', weight: 'required' } });
  t.end();
});

const PEER = { host: '10.20.3.10', port: 7443, token: 'env:TOKEN' };
const NODE_PORTS: ExtraTarget = {
  name: 'node ports',
  port: '30000-30002',
  protocol: 'tcp',
  direction: 'both',
};

test('a range is a case for each port, in each direction; the sides listen for each other', (t) => {
  const added = plan({ ...fullSite, peer: PEER }, { extra: [NODE_PORTS] }).slice(-6);
  t.strictSame(namesOf(added), [
    ...['tcp/30000@peer', 'tcp/30001@peer', 'tcp/30002@peer'],
    ...['peer:tcp/30000@this-node', 'peer:tcp/30001@this-node', 'peer:tcp/30002@this-node'],
  ]);
  t.match(
    added.map(({ case: one }) => ('target' in one ? one.target : null)),
    [
      ...Array.from({ length: 3 }, () => ({ direction: 'to-aws', expects: 'path' })),
      ...Array.from({ length: 3 }, () => ({ direction: 'to-on-prem', expects: 'path' })),
    ],
  );
  t.end();
});

test('a host that serves the port is named for the one direction only', (t) => {
  const extra: readonly ExtraTarget[] = [{ ...NODE_PORTS, host: '10.20.1.99', port: 443 }];
  const added = plan({ ...fullSite, peer: PEER }, { extra }).slice(-2);
  t.strictSame(namesOf(added), ['tcp/443@10.20.1.99', 'peer:tcp/443@this-node']);
  t.match(added[0]?.case, { target: { expects: 'listener' } });
  t.end();
});

test('what goes to the peer does not apply without one', (t) => {
  const [first] = plan(fullSite, { extra: [NODE_PORTS] }).slice(-6);
  t.match(first?.case, { key: 'tcp/30000@peer', notApplicable: /names none/ });
  t.end();
});
