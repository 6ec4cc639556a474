import { test } from 'tap';
import { CannotMeasure } from '#core/check.ts';
import { hostReadiness } from '../../checks/host-readiness/check.ts';
import { createAllowance } from '../../src/peer/allowance.ts';
import { guardIo } from '../../src/peer/guard.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeHostState } from '../fakes/host-state.ts';
import { fakeIo } from '../fakes/io.ts';

const { signal } = new AbortController();

/** The peer's world, as a session gets it; its files hold what no caller may see. */
const guarded = guardIo(
  fakeIo({
    host: fakeHost({ addresses: [], routes: [] }),
    hostState: fakeHostState({
      files: { '/etc/shadow': 'secret', '/etc/os-release': 'ID=secret' },
    }),
  }),
  {
    policy: {
      caller: '10.80.1.10',
      allow: [],
      nameServers: [],
      mayUsePort: () => true,
      mayMount: false,
    },
    audit: () => undefined,
    allowance: createAllowance(() => 0),
  },
);

test('a caller has the peer measure, and sees nothing of its machine', async (t) => {
  const { hostState } = guarded;
  const asked: Readonly<Record<string, () => unknown>> = {
    read: () => hostState.read('/etc/shadow'),
    list: () => hostState.list('/etc'),
    ask: () => hostState.ask({ kind: 'nft-ruleset' }, signal),
    hardware: () => hostState.hardware(signal),
    room: () => hostState.room('/'),
    sockets: () => hostState.sockets(),
    keyPair: () => hostState.keyPair({ certificate: '/etc/shadow', key: '/etc/shadow' }),
    lookup: () => hostState.lookup('peer', signal),
    timeMs: () => hostState.timeMs(),
    proxyEnvironment: () => hostState.proxyEnvironment(),
  };
  t.strictSame(new Set([...Object.keys(asked), 'isRoot']), new Set(Object.keys(hostState)));
  for (const [name, ask] of Object.entries(asked)) {
    await t.rejects(async () => ask(), CannotMeasure, name);
  }
});

test('a caller asks nobody with the credentials of the peer’s node', async (t) => {
  const { kubelet } = guarded;
  const file = '/etc/shadow';
  const asked: Readonly<Record<string, () => unknown>> = {
    version: () => kubelet.version({ timeoutMs: 1 }, signal),
    certificate: () => kubelet.certificate({ file, authority: null, authorityFile: file }),
    ask: () => kubelet.ask({ kubeconfig: file, path: '/version', timeoutMs: 1 }, signal),
  };
  t.strictSame(new Set(Object.keys(asked)), new Set(Object.keys(kubelet)));
  for (const [name, ask] of Object.entries(asked)) {
    await t.rejects(async () => ask(), CannotMeasure, name);
  }
});

test('the check of hosts, asked for at the peer, tells nothing', async (t) => {
  for (const area of ['os', 'proxies', 'credentials', 'leftovers']) {
    const target = { area, wanted: { certificate: '/etc/shadow', key: '/etc/shadow' } };
    await t.rejects(hostReadiness.measure(target, guarded, signal), CannotMeasure, area);
  }
});
