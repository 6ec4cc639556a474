import { test } from 'tap';
import { CannotMeasure } from '#core/check.ts';
import { planCases } from '#core/plan.ts';
import type { PullQuestion, Registry, RegistryQuestion } from '#core/registry.ts';
import type { SiteRegistry } from '#core/site.ts';
import { registry } from '../../checks/registry/check.ts';
import { guardIo } from '../../src/peer/guard.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { looked, PULLED, SOUND, TARGET } from './registry-world.ts';
import type { Secured } from '../../checks/registry/target.ts';

const { signal } = new AbortController();
const OPTIONS = {
  ...{ warnDays: 30, imageGb: 12, mostMegabytes: 128, mostSeconds: 10, timeoutMs: 5000 },
  containerdConfig: '/etc/containerd/config.toml',
};
const HARBOR: SiteRegistry = {
  ...{ host: '10.80.1.20', port: 443, authority: '/etc/pki/ca.crt', image: 'lab/app:1.0' },
  account: { name: 'robot$x', secret: 'env:SECRET' },
  usedFrom: 'both',
};

function siteOf(...registries: readonly SiteRegistry[]) {
  const targets = { ...siteWith().targets, registries };
  return siteWith({ targets, options: { registry: OPTIONS } });
}

test('each side whose nodes pull is a case; the peer gets nothing of the host’s', (t) => {
  const cases = planCases([registry], siteOf(HARBOR));
  t.strictSame(
    cases.map(({ id }) => id),
    ['registry:https/443@10.80.1.20', 'registry:peer:https/443@10.80.1.20'],
  );
  const [here, there] = cases.map(({ case: planned }) => JSON.stringify(planned));
  for (const ours of ['SECRET', 'robot$x', '/etc/pki/ca.crt', '/etc/containerd', 'lab/app']) {
    t.ok(here?.includes(ours), ours);
    t.notOk(there?.includes(ours), ours);
  }
  const ids = (usedFrom: SiteRegistry['usedFrom']) =>
    planCases([registry], siteOf({ ...HARBOR, usedFrom })).map(({ id }) => id);
  t.strictSame(ids('aws'), ['registry:peer:https/443@10.80.1.20']);
  t.strictSame(ids('on-premises'), ['registry:https/443@10.80.1.20']);
  t.end();
});

test('without a registry there is nothing to test; one that is named twice is tested once', (t) => {
  t.match(planCases([registry], siteOf()), [{ case: { notApplicable: /names none/ } }]);
  t.equal(planCases([registry], siteOf(HARBOR, HARBOR)).length, 2);
  t.end();
});

test('what nodes in AWS pull needs a rule', (t) => {
  t.match(registry.rules?.(siteOf(HARBOR), OPTIONS), [
    {
      direction: 'to-on-prem',
      ports: ['443'],
      sources: ['10.20.0.0/16'],
      destinations: ['10.80.1.20'],
    },
  ]);
  t.strictSame(registry.rules?.(siteOf({ ...HARBOR, usedFrom: 'on-premises' }), OPTIONS), []);
  t.end();
});

/** A registry that is as the facts say, and counts who logs in. */
function fakeRegistry(facts: Partial<Secured>) {
  const asked: { looks: RegistryQuestion[]; pulls: PullQuestion[] } = { looks: [], pulls: [] };
  const fake: Registry = {
    look: (question) => {
      asked.looks.push(question);
      return Promise.resolve({ ...SOUND, ...facts });
    },
    pull: (question) => {
      asked.pulls.push(question);
      return Promise.resolve(PULLED);
    },
  };
  return { asked, io: fakeIo({ registry: fake, host: fakeHost({}) }) };
}

test('the account is used only over TLS that holds, and where a registry answers', async (t) => {
  const refused = { kind: 'refused', code: 'X' } as const;
  const target = { ...TARGET, host: '10.80.1.20' };
  const cases: readonly (readonly [Partial<Secured>, number])[] = [
    [{}, 1],
    [{ given: refused }, 0],
    [{ given: null }, 1],
    [{ given: null, containerd: null }, 0],
    [{ api: { kind: 'answer', status: 502, challenge: null } }, 0],
    [{ api: { kind: 'failed', why: 'timeout', challenge: null } }, 0],
  ];
  for (const [facts, pulls] of cases) {
    const { asked, io } = fakeRegistry(facts);
    await registry.measure(target, io, signal);
    t.equal(asked.pulls.length, pulls, JSON.stringify(facts));
  }
  const { asked, io } = fakeRegistry({});
  t.strictSame(await registry.measure(target, io, signal), { ...looked(), address: '10.80.1.20' });
  t.match(asked.pulls, [{ image: { repository: 'lab/app', reference: '1.0' }, mostBytes: 128e6 }]);
  await registry.measure({ ...target, account: null, image: null }, io, signal);
  t.equal(asked.pulls.length, 1, 'and not where there is nothing to ask for');
});

test('a name without an address is told, and nobody is asked', async (t) => {
  const { asked, io } = fakeRegistry({});
  t.match(await registry.measure(TARGET, io, signal), {
    kind: 'unresolved',
    why: /no name server/,
  });
  t.strictSame(asked.looks, []);
});

test('the peer looks as a stranger, where it may go at all, and logs in nowhere', async (t) => {
  const { asked, io } = fakeRegistry({});
  const acts: unknown[] = [];
  const policy = {
    caller: '10.80.1.20',
    allow: [],
    mayUsePort: (port: number) => port === 443,
    mayMount: false,
    nameServers: [],
  };
  const guarded = guardIo(io, {
    policy,
    audit: (act) => acts.push(act),
    allowance: { spend: () => undefined },
  });
  const question: RegistryQuestion = {
    ...{ at: { address: '10.80.1.20', port: 443 }, name: 'harbor', timeoutMs: 1000 },
    ...{ authority: '/etc/shadow', containerdConfig: '/root/secret' },
  };
  await guarded.registry.look(question, signal);
  t.match(asked.looks, [{ authority: null, containerdConfig: null }]);
  const elsewhere = { ...question, at: { address: '192.0.2.1', port: 443 } };
  await t.rejects(guarded.registry.look(elsewhere, signal), CannotMeasure);
  const otherPort = { ...question, at: { address: '10.80.1.20', port: 22 } };
  await t.rejects(guarded.registry.look(otherPort, signal), CannotMeasure);
  t.equal(asked.looks.length, 1);
  t.match(acts, [
    { act: 'registry.look', to: '10.80.1.20:443', allowed: true },
    { act: 'registry.look', allowed: false },
    { act: 'registry.look', allowed: false },
  ]);
  const pull = { ...question, account: null, image: null, mostBytes: 1, mostMs: 1 };
  await t.rejects(guarded.registry.pull(pull, signal), CannotMeasure);
  t.strictSame(asked.pulls, []);
  await t.rejects(guarded.gpu.devices(signal), CannotMeasure);
  await t.rejects(guarded.gpu.facts({ timeoutMs: 1, fabric: false }, signal), CannotMeasure);
});
