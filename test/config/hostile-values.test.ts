import { test } from 'tap';
import { settingsResolver } from '../../src/config/settings.ts';
import { stubCheck } from '../fakes/check.ts';
import { problemLines, SMALL, stub } from './resolve.ts';

test('what may be a secret is never repeated', async (t) => {
  for (const peer of [
    'hunter2',
    '[hunter2]',
    '{ host: a, token: hunter2 }',
    '{ host: { token: hunter2 } }',
    '{ host: a, token: [hunter2] }',
  ]) {
    const lines = problemLines(`${SMALL}peer: ${peer}\n`);
    t.ok(lines.length > 0);
    t.notMatch(lines.join('\n'), 'hunter2');
  }
  t.strictSame(problemLines(`${SMALL}peer: { host: a, token: hunter2 }\n`), [
    '3:25: peer.token: the value is no reference to a secret: write env:NAME or file:/path; the secret itself never stands in a config',
  ]);
});

test('the secret of a registry is never repeated either', async (t) => {
  const [registry, account] = ['host: a.example', 'name: r'];
  const lines = problemLines(
    `${SMALL}targets: { registries: [{ ${registry}, account: { ${account}, secret: hunter2 } }] }\n`,
  );
  t.match(lines, [/account\.secret: the value is no reference to a secret/]);
  t.notMatch(lines.join('\n'), 'hunter2');
});

test('a hostile value is quoted short, on one line, without control characters', async (t) => {
  const lines = problemLines(`${SMALL}baseline: "\\e[2J\\u202e\\n${'x'.repeat(1000)}"\n`);
  t.strictSame(lines, [
    `3:11: baseline: "\\u001b[2J\\u202e\\u000a${'x'.repeat(59)}…" is no choice here: one of direct-connect, vpn, aws-minimum`,
  ]);
});

test('of very many problems the first hundred are listed, and the rest counted', async (t) => {
  const lines = problemLines(`${SMALL}targets:\n  bgpPeers:\n${'    - 5\n'.repeat(5000)}`);
  t.equal(lines.length, 101);
  t.equal(lines[100], '105:7: 4900 more problems from here on: mend those above first');
});

test('thousands of mistakes of each kind are explained without delay', async (t) => {
  const keys = Array.from({ length: 15_000 }, (_, index) => `k${index}: 1\n`).join('');
  const waivers = '{code: stub/sene},'.repeat(20_000);
  for (const yaml of [
    keys,
    `waivers: [${waivers}]\n`,
    `targets: {bgpPeers: [${'5,'.repeat(60_000)}]}\n`,
  ]) {
    const startedMs = performance.now();
    t.equal(problemLines(`${SMALL}${yaml}`).length, 101);
    t.ok(performance.now() - startedMs < 10_000, 'far below what a quadratic search would take');
  }
});

test('an unknown baseline from the command line is a problem beside the others', async (t) => {
  t.match(problemLines(`${SMALL}node: 1\n`, 'vpm'), [
    '1:1: --baseline: "vpm" is no baseline: one of direct-connect, ',
    '3:7: node: is a number, ',
  ]);
  t.equal(problemLines(SMALL, 'vpm').length, 1);
});

test('a plugin whose options are no schema is named', async (t) => {
  const broken = stubCheck({
    id: 'broken',
    options: { type: 'object', additionalProperties: false, requierd: ['a'] },
  });
  const resolve = settingsResolver([stub, broken]);
  const text = `${SMALL}checks:\n  broken: {}\n`;
  t.strictSame(problemLines(text, undefined, resolve), [
    '4:3: checks.broken: the options of this check are no JSON Schema that can be used (strict mode: unknown keyword: "requierd"): mend the plugin that brings the check',
  ]);
});
