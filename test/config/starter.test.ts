import { test } from 'tap';
import { checks } from '../../checks/index.ts';
import { parseConfig, resolveSettings, type Resolved } from '../../src/config/settings.ts';
import { starterConfig } from '../../src/config/starter.ts';

test('the first line of the starter tells editors of its schema', async (t) => {
  const [first] = starterConfig().split('\n');
  t.equal(first, '# yaml-language-server: $schema=./preflight.schema.json');
});

test('the starter is valid as it stands', async (t) => {
  t.match(resolve(starterConfig()), { ok: true });
});

test('the starter is valid with each comment of a setting taken away', async (t) => {
  const commented = /^( *)# ((?: {2,4}(?:- )?)?[a-z][a-zA-Z]*:(?: .*)?)$/;
  const text = starterConfig()
    .split('\n')
    .map((line) => line.replace(commented, '$1$2'))
    .join('\n');
  t.match(text, /^waivers:\n {2}- code: firewall-ports\/filtered/m);
  t.match(text, /^capacity: /m);
  t.match(resolve(text), { ok: true, settings: { waivers: [{ owner: 'platform team' }] } });
});

function resolve(text: string): Resolved {
  const parsed = parseConfig({ file: 'preflight.yaml', text });
  return parsed.ok ? resolveSettings(parsed.config, { checks, today: '2026-11-20' }) : parsed;
}
