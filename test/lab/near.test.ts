import { test } from 'tap';
import { inNamespace } from './namespace.ts';

test('an address is lent for a while, a SYN without an answer is seen, and nothing remains', async (t) => {
  const seen = await inNamespace(t, new URL('near-inside.ts', import.meta.url), null);
  t.match(seen, {
    before: ['127.0.0.1'],
    lent: '10.85.255.254',
    twice: 'borrowed',
    // The kernel itself takes it back: also from a process that was killed.
    during: ['127.0.0.1', '10.85.255.254 for at most a minute'],
    outcome: { kind: 'timeout' },
    arrivals: { from: [], halfOpen: ['10.85.255.254'] },
    after: ['127.0.0.1'],
  });
});
