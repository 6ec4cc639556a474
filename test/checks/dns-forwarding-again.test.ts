import { setImmediate as nextTurn } from 'node:timers/promises';
import { test } from 'tap';
import type { Dns } from '#core/io.ts';
import { dnsForwarding } from '../../checks/dns-forwarding/check.ts';
import { fakeIo } from '../fakes/io.ts';
import { aws, ON_PREM, site } from './dns-forwarding-world.ts';

/** Knows every name, and takes this long: for one question at a time, and for each of several at once. */
function timed(aloneMs: number, togetherMs: number): Dns {
  let inFlight = 0;
  return {
    ask: async (_server, question) => {
      inFlight += 1;
      await nextTurn();
      const outcome = aws(question);
      const afterMs = inFlight > 1 ? togetherMs : aloneMs;
      await nextTurn();
      inFlight -= 1;
      return outcome.kind === 'answer' ? { ...outcome, afterMs } : outcome;
    },
  };
}

async function codesWith(dns: Dns): Promise<readonly string[]> {
  const options = { wildcardProbe: false };
  const cases = dnsForwarding.plan(site, options);
  const one = cases.find(({ key }) => key === `aws-names@${ON_PREM}`);
  if (one === undefined || !('target' in one)) throw new Error('no such case');
  const { signal } = new AbortController();
  const measurement = await dnsForwarding.measure(one.target, fakeIo({ dns }), signal);
  const { findings } = dnsForwarding.judge(one.target, measurement);
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}

test('a burst that is answered late is no slow resolver: each question by itself decides', async (t) => {
  t.strictSame(await codesWith(timed(2, 300)), []);
  t.strictSame(await codesWith(timed(300, 300)), ['warn dns-forwarding/slowAnswer']);
  t.strictSame(await codesWith(timed(2500, 2500)), ['fail dns-forwarding/slowAnswer']);
});
