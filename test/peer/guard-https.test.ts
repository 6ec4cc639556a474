import { test } from 'tap';
import { createAllowance } from '../../src/peer/allowance.ts';
import { guardIo } from '../../src/peer/guard.ts';
import { exchangeWith, fakeHttps } from '../checks/https-world.ts';
import { fakeIo } from '../fakes/io.ts';

test('a peer asks nobody over HTTPS for a host, not even the host itself', async (t) => {
  const https = fakeHttps(() => exchangeWith());
  const policy = {
    caller: '10.80.1.10',
    allow: [],
    mayUsePort: () => true,
    mayMount: false,
    nameServers: [],
  };
  const guarded = guardIo(fakeIo({ https }), {
    policy,
    audit: () => undefined,
    allowance: createAllowance(() => 0),
  });
  const request = {
    to: { kind: 'address', address: policy.caller },
    ...{ name: 'a.example', port: 443, path: '/', idleMs: 0 },
    trust: { kind: 'given', authority: 'file:/etc/shadow' },
  } as const;
  const { signal } = new AbortController();
  const refusal = { name: 'CannotMeasure' };
  await t.rejects(guarded.https.exchange(request, { timeoutMs: 100 }, signal), refusal);
  await t.rejects(guarded.https.route('a.example', 443), refusal);
  t.strictSame(https.asked, []);
});
