import { test } from 'tap';
import type { TracePlan, TraceRun } from '#core/trace.ts';
import { CannotMeasure } from '#core/check.ts';
import { API, examine, imagine } from './firewall-ports-world.ts';

const HEAD = `traceroute to ${API} (${API}), 30 hops max, 60 byte packets\n`;
const SILENCE = Array.from({ length: 28 }, (_, index) => `${index + 3}  * *`).join('\n');

function printed(lines: string): TraceRun {
  return {
    program: 'Modern traceroute for Linux, version 2.1.2\n',
    ...{
      method: 'tcp',
      stdout: `${HEAD}${lines}\n`,
      stderr: '',
      isComplete: true,
      durationMs: 900,
      canKeepFlow: false,
    },
  };
}

const ROUTERS = ' 1  10.80.1.1  0.1 ms  0.2 ms\n 2  10.255.0.1  0.3 ms  0.4 ms\n';

const rows: Readonly<Record<string, readonly [string, RegExp]>> = {
  'a filter behind the second router': [
    `${ROUTERS}${SILENCE}`,
    /10\.255\.0\.1 \(hop 2\) is the last that answers, and nobody does for hop 3/,
  ],
  'filters behind two parallel routers': [
    ` 1  10.80.1.1  0.1 ms  0.2 ms\n 2  10.255.0.1  0.3 ms 10.255.1.1  0.4 ms\n${SILENCE}`,
    /10\.255\.0\.1 or 10\.255\.1\.1 \(hop 2\) is the last that answers/,
  ],
  'a filter in this host': [
    ` 1  * *\n 2  * *\n${SILENCE}`,
    /no router answers, not even the first/,
  ],
};

async function saidOf(run: (plan: TracePlan) => Promise<TraceRun | undefined>): Promise<string> {
  const { outcome } = await examine({ extra: {} }, imagine({ trace: { run } }));
  if (!('findings' in outcome)) throw new Error('no findings', { cause: outcome });
  const [finding] = outcome.findings;
  return `${finding?.code ?? ''} ${finding?.detail ?? ''}`;
}

for (const [what, [lines, says]] of Object.entries(rows)) {
  test(`where connections meet silence, the way there is told: ${what}`, async (t) => {
    const traced: TracePlan[] = [];
    const said = await saidOf((plan) => {
      traced.push(plan);
      return Promise.resolve(printed(lines));
    });
    t.match(said, says);
    t.match(traced, [{ address: API, port: 443 }]);
  });
}

test('what cannot be traced is filtered all the same', async (t) => {
  for (const run of [
    () => Promise.resolve(undefined),
    () => Promise.reject(new CannotMeasure('not at a peer’s request', '')),
    () => Promise.resolve(printed(`${ROUTERS} 3  ${API} <syn,ack>  0.3 ms  0.4 ms`)),
  ]) {
    const said = await saidOf(run);
    t.match(said, /^firewall-ports\/filtered /);
    t.notMatch(said, /The way there/);
  }
});
