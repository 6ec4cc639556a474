import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import { cost } from '../../checks/cost/check.ts';
import { priceOf } from '../../checks/cost/price.ts';
import type { CostTarget } from '../../checks/cost/target.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { verdictOn } from './link-world.ts';

const io = fakeIo({ host: fakeHost({}) });
const { signal } = new AbortController();
const TIERS = [{ vcpuHours: 1000, usdPerVcpuHour: 0.1 }, { usdPerVcpuHour: 0.05 }];
const OPTIONS = { vcpus: 0, nodes: 0, tiers: TIERS, lookedUpOn: '2026-11-20' };

const TARGET: CostTarget = { ...OPTIONS, nodes: 3 };

async function judged(target: CostTarget) {
  const measurement = await cost.measure(target, io, signal);
  return { ...cost.judge(target, measurement), verdict: verdictOn(cost, target, measurement) };
}

test('each tier takes its own part of the hours', (t) => {
  t.equal(priceOf(0, TIERS), 0);
  t.equal(priceOf(1000, TIERS), 100);
  t.equal(priceOf(3000, TIERS), 200);
  t.equal(priceOf(3000, [{ vcpuHours: 1000, usdPerVcpuHour: 0.1 }]), 300, 'the last goes on');
  t.end();
});

test('node and fleet are priced by the hours of a month', async (t) => {
  const { verdict, metrics, findings } = await judged(TARGET);
  t.equal(verdict, 'pass estimate');
  // 16 vCPUs × 730 h, and three times that; the first 1000 cost twice as much.
  t.strictSame(
    metrics.map(({ name, value, unit }) => [name, value, unit]),
    [
      ['vcpu_hours_month', 35_040, 'count'],
      ['node_cost_month', 634, 'USD'],
      ['fleet_cost_month', 1802, 'USD'],
    ],
  );
  t.match(findings[0]?.detail, /16 vCPUs.*looked up on 2026-11-20.*USD 634\.00.*USD 1,802\.00/);
});

test('without rates only the hours are told, and no price', async (t) => {
  const { verdict, metrics, findings } = await judged({ ...TARGET, tiers: [] });
  t.equal(verdict, 'pass noRate');
  t.strictSame(
    metrics.map(({ unit }) => unit),
    ['count'],
  );
  t.notMatch(findings[0]?.detail, /USD/);
});

test('a day that nobody wrote down is said to be missing', async (t) => {
  const { findings } = await judged({ ...TARGET, lookedUpOn: '', vcpus: 2 });
  t.match(findings[0]?.detail, /whose day the config does not say/);
  t.match(findings[0]?.detail, /as configured, 2 vCPUs/);
});

test('the fleet is the site’s, unless the options say another', (t) => {
  const nodesOf = (
    nodes: number,
    capacity?: { nodes: number; maxPods: number; podMaskSize: number },
  ) => {
    const options = { cost: { ...OPTIONS, nodes } };
    const site = siteWith(capacity === undefined ? { options } : { options, capacity });
    const [planned] = planCases([cost], site);
    return planned !== undefined && 'target' in planned.case ? planned.case.target : undefined;
  };
  const capacity = { nodes: 20, maxPods: 110, podMaskSize: 25 };
  t.match(nodesOf(0), { nodes: 1 });
  t.match(nodesOf(0, capacity), { nodes: 20 });
  t.match(nodesOf(7, capacity), { nodes: 7 });
  t.end();
});
