import { test } from 'tap';
import { firewallPorts } from '../../checks/firewall-ports/check.ts';
import { fakeFar } from '../fakes/far.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeIo } from '../fakes/io.ts';
import { fakeTcp } from '../fakes/tcp.ts';
import { hasty, KUBELET_TARGET as TARGET, NODE } from './firewall-ports-world.ts';

test('a case that goes to the peer cannot be measured without one', async (t) => {
  const io = fakeIo({ clock: hasty, host: fakeHost({}) });
  const target = { ...TARGET, host: 'peer' };
  const { signal } = new AbortController();
  await t.rejects(firewallPorts.measure(target, io, signal), {
    name: 'CannotMeasure',
    fix: /hybrid-preflight peer/,
  });
});

test('this host and the peer find each other by the addresses that arrive', async (t) => {
  for (const host of ['peer', 'this-node']) {
    const tcp = fakeTcp({ '192.0.2.9:10250': ['connected'] });
    const io = fakeIo({
      clock: hasty,
      tcp,
      host: fakeHost({}),
      far: fakeFar({ address: '192.0.2.9' }),
    });
    await firewallPorts.measure({ ...TARGET, host }, io, new AbortController().signal);
    t.strictSame(tcp.asked, ['192.0.2.9:10250']);
  }
});

test('remedies carry the rule, with the values of the site', (t) => {
  const { findings } = firewallPorts.judge(TARGET, {
    kind: 'probed',
    resolvedAfterMs: null,
    probes: [
      {
        protocol: 'tcp',
        address: NODE,
        attempts: [{ kind: 'timeout', afterMs: 1000 }],
        control: null,
        there: { kind: 'nobody' },
        lastHop: null,
      },
    ],
  });
  t.match(findings[0]?.fix, 'tcp 10250 from 10.20.0.0/16 to 10.80.1.10');
  t.match(
    findings[0]?.fix,
    'nft add rule inet filter forward ip saddr 10.20.0.0/16 ip daddr 10.80.1.10 tcp dport 10250 accept',
  );
  t.match(findings[0]?.fix, 'aws ec2 authorize-security-group-egress');
  t.end();
});
