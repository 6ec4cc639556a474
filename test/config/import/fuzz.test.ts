import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { checks } from '../../../checks/index.ts';
import type { Imported } from '../../../src/config/import/claim.ts';
import { derive } from '../../../src/config/import/derive.ts';
import type { SourceDocument } from '../../../src/config/import/document.ts';
import { importEksctl } from '../../../src/config/import/eksctl.ts';
import { importNodeConfig } from '../../../src/config/import/node-config.ts';
import { reconcile } from '../../../src/config/import/reconcile.ts';
import { configOfClaims } from '../../../src/config/import/underlay.ts';
import { missingSettings, writeConfig } from '../../../src/config/import/write.ts';
import { formatProblem } from '../../../src/config/problem.ts';
import { parseConfig, settingsResolver } from '../../../src/config/settings.ts';
import { parseYaml } from '../../../src/config/yaml/parse.ts';
import { mutate, randomOf } from '../mutation.ts';

const read = (name: string): string => readFileSync(join('test/config/import/site', name), 'utf8');

const seeds: readonly {
  readonly file: string;
  readonly importIt: (document: SourceDocument) => Imported;
}[] = [
  { file: 'nodeConfig.yaml', importIt: importNodeConfig },
  { file: 'gpuNodeConfig.yaml', importIt: importNodeConfig },
  { file: 'cluster.yaml', importIt: importEksctl },
];

const resolveOpen = settingsResolver(checks, { completeness: 'open' });
const resolveWhole = settingsResolver(checks);
const today = '2026-11-20';

for (const { file, importIt } of seeds) {
  test(`${file}, spoilt: problems with a place, or a config that is sound`, (t) => {
    const text = read(file);
    let sound = 0;
    for (let seed = 1; seed <= 1500; seed += 1) {
      const spoilt = mutate(text, randomOf(seed));
      const parsed = parseYaml(spoilt);
      if (!parsed.ok) continue;
      const result = importIt({ file, tree: parsed.tree });
      const { claims, problems } = reconcile(result.claims);
      const all = [...result.problems, ...problems];
      if (
        !all.every((problem) => problem.line >= 1 && problem.column >= 1 && problem.expected !== '')
      ) {
        t.fail(`seed ${seed}: ${all.map(formatProblem).join('\n')}`);
      }
      if (all.length > 0) continue;
      sound += 1;
      const whys = [...unsoundAlone(claims, file), ...unsoundWritten(claims)];
      if (whys.length > 0) t.fail(`seed ${seed}: ${whys.join('\n')}`);
    }
    t.ok(sound > 20, `${sound} stayed sound`);
    t.end();
  });
}

type Claims = Imported['claims'];

function unsoundAlone(claims: Claims, file: string): readonly string[] {
  if (missingSettings(claims).includes('cluster.name')) return ['the name is missing'];
  const resolved = resolveOpen(configOfClaims(claims, file), { today });
  return resolved.ok ? [] : resolved.problems.map(formatProblem);
}

/** What is missing is all that may be wrong with what was written. */
function unsoundWritten(claims: Claims): readonly string[] {
  const derived = derive(claims);
  const parsed = parseConfig({ file: 'preflight.yaml', text: writeConfig(derived) });
  if (!parsed.ok) return parsed.problems.map(formatProblem);
  const missing = missingSettings(derived);
  const resolved = resolveWhole(parsed.config, { today });
  if (resolved.ok) return [];
  return resolved.problems.filter(({ path }) => !missing.includes(path)).map(formatProblem);
}

test('names that YAML or a terminal would take for something else are written as they are', async (t) => {
  const origin = { file: 'a\nb: [c] # d', line: 1, column: 1, path: '' };
  for (const value of ['null', 'yes', '1e3', '0x10', 'a: b', '# a', "it's", '"q"', '- a', '*a']) {
    const claims = [
      { setting: ['cluster', 'name'], value, origins: [origin] as const },
      { setting: ['networks', 'vpc'], value: ['10.20.0.0/16'], origins: [origin] as const },
      { setting: ['networks', 'remoteNodes'], value: ['10.80.0.0/16'], origins: [origin] as const },
    ];
    const parsed = parseConfig({ file: 'preflight.yaml', text: writeConfig(claims) });
    t.ok(parsed.ok, value);
    if (!parsed.ok) continue;
    t.match(resolveWhole(parsed.config, { today }), {
      ok: true,
      settings: { site: { cluster: { name: value } } },
    });
  }
});
