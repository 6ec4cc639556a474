import { readFileSync, writeFileSync } from 'node:fs';
import { type Test, test } from 'tap';
import type { Report } from '#core/report.ts';
import { runPreflight } from '../../bin/dev/matrix/run-row.ts';
import { applyFaults } from '../../src/lab/lab.ts';
import { configFile, type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { run } from '../../src/lab/program.ts';
import { canBuildLabs, startLab } from './lab-world.ts';

const REFLECTOR = '10.20.3.10';
const PINGED = '10.20.1.10';

/** A lab whose engineer has nothing on the far side but a router's reflector, and an address that answers ping. */
async function siteWithoutPeer(
  t: Test,
  faults: readonly string[] = [],
): Promise<LabPlace | undefined> {
  if (!(await canBuildLabs(t))) return undefined;
  const place = await startLab(t, { hasPeer: true });
  // Faults write the config anew: they come first.
  if (faults.length > 0) await applyFaults(place, faults);
  const config = readFileSync(configFile(place), 'utf8');
  const others = `targets:\n  ping: [${PINGED}]\n  reflectors: [${REFLECTOR}]`;
  writeFileSync(
    configFile(place),
    config.replace(/^peer: .*$/m, '').replace(/^targets:$/m, others),
  );
  return place;
}

/** Codes of a case's findings, after its status. `id` is `check:key`. */
function verdictOf({ results }: Report, id: string): string {
  const result = results.find(({ check, key }) => `${check.id}:${key}` === id);
  if (result === undefined) return 'no such case';
  const { status } = result.outcome;
  const findings = 'findings' in result.outcome ? result.outcome.findings : [];
  return [status, ...findings.map(({ code }) => code)].join(' ');
}

test('loss is found by a reflector without a key, and by echo requests', async (t) => {
  const place = await siteWithoutPeer(t, ['loss-to-vpc']);
  if (place === undefined) return;
  const report = await runPreflight(place);
  for (const key of [`round-trip@${REFLECTOR}:862`, `icmp@${PINGED}`]) {
    t.match(verdictOf(report, `packet-loss:${key}`), /^fail packet-loss\/tooHigh/, key);
  }
  t.match(verdictOf(report, 'packet-loss:to-aws@peer'), 'skip');
});

/** Lets so many echo requests through, and everything else. */
const LIMIT = `table ip echo {
  chain in {
    type filter hook input priority 0;
    icmp type echo-request limit rate 20/second burst 5 packets accept
    icmp type echo-request drop
  }
}
`;

test('an address that answers echo requests last is not taken for a link that loses packets', async (t) => {
  const place = await siteWithoutPeer(t);
  if (place === undefined) return;
  const api = ['netns', 'exec', namespaceOf(place, 'api-a')];
  await run('ip', [...api, 'nft', '-f', '-'], { input: LIMIT });
  const report = await runPreflight(place);
  t.equal(verdictOf(report, `packet-loss:icmp@${PINGED}`), 'inconclusive packet-loss/echoesOnly');
  t.match(verdictOf(report, `latency:tcp/443@${PINGED}`), /^pass/);
});
