import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import { STAGES, type Stage } from '#core/stage.ts';
import { podRoutes } from '../../checks/pod-routes/check.ts';
import { siteWith } from '../fakes/site.ts';
import { codesOf, home, judged } from './cidr-overlap-world.ts';
import { fullSite, plan as planPorts } from './firewall-ports-sites.ts';

function kubeletAt(stage: Stage) {
  const cases = planPorts({ ...fullSite, stage });
  return cases.find(({ id }) => id === 'firewall-ports:peer:tcp/10250@10.80.0.9')?.case;
}

test('before init somebody listens in the kubelet’s place; then it is tested as it is', (t) => {
  t.match(kubeletAt('before-init'), { target: { expects: 'path' } });
  t.match(kubeletAt('after-init'), { target: { expects: 'listener' } });
  t.match(kubeletAt('after-join'), { target: { expects: 'listener' } });
  t.end();
});

test('every other port expects the same at every stage', (t) => {
  const others = (stage: Stage) =>
    planPorts({ ...fullSite, stage })
      .filter(({ id }) => !id.includes('peer:tcp/10250'))
      .map(({ case: one }) => one);
  for (const stage of STAGES) t.strictSame(others(stage), others('before-init'));
  t.end();
});

test('no address of the pod network is borrowed where pods may have it', (t) => {
  const options = { 'pod-routes': { webhookPorts: [443], routes: 'static', timeoutMs: 1 } };
  const at = (stage: Stage) => planCases([podRoutes], siteWith({ options, stage }))[0]?.case;
  t.match(at('before-init'), { target: {} });
  t.match(at('after-init'), { target: {} });
  t.match(at('after-join'), { elsewhen: { only: ['before-init', 'after-init'], why: /borrowed/ } });
  t.end();
});

const OWN = ['lxc1234 10.85.1.7/32', 'cali0a1b2c3 10.85.1.8/32', 'kube-ipvs0 172.20.0.10/32'];

test('the network plugin’s own networks are no clash after the join, and docker0 still is', async (t) => {
  const addresses = [...(home.addresses ?? []), ...OWN];
  const host = { ...home, addresses };
  const at = async (stage: Stage, more: readonly string[] = []) =>
    codesOf(
      await judged('host-routes', siteWith({ stage }), {
        ...host,
        addresses: [...addresses, ...more],
      }),
    );
  t.strictSame(
    await at('before-init'),
    OWN.map(() => 'hostNetwork'),
  );
  t.strictSame(await at('after-join'), []);
  t.strictSame(await at('after-join', ['docker0 172.20.0.1/16']), ['hostNetwork']);
});
