import { createServer, type AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'tap';
import type { Report } from '#core/report.ts';
import { main } from '../../src/cli/main.ts';
import { fakeShell } from '../fakes/shell.ts';

const EXAMPLE = resolve('docs/examples/plugin/bastion.ts');
const SITE = `cluster: { name: lab, endpointMode: private }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16] }
`;

test('the example plugin brings a check and a renderer', async (t) => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const config = `${SITE}plugins: [${EXAMPLE}]\nchecks: { bastion: { port: ${port} } }\n`;
  const folder = t.testdir({ 'preflight.yaml': config });

  const open = fakeShell(folder);
  t.equal(await main(['run', '--only', 'bastion', '-o', 'word'], open), 0);
  t.equal(open.said.stdout, 'pass\n');

  await new Promise((closed) => server.close(closed));
  const shut = fakeShell(folder);
  const args = ['run', '--only', 'bastion', '-o', 'json=report.json', '--fail-on', 'warn'];
  t.equal(await main(args, shut), 4);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
  const codes = report.results.flatMap(({ outcome }) =>
    'findings' in outcome ? outcome.findings.map(({ code }) => code) : [],
  );
  t.strictSame(codes, ['bastion/unreachable']);

  const explained = fakeShell(folder);
  t.equal(await main(['explain', 'bastion/unreachable'], explained), 0);
  t.match(explained.said.stdout, /Start sshd on 192\.0\.2\.22/);
});

test('a plugin can be a package beside the config', async (t) => {
  const renderer = `export const renderers = [{ name: 'shout', extension: 'txt',
    render: ({ verdict }) => verdict.toUpperCase() }]`;
  const folder = t.testdir({
    'preflight.yaml': `${SITE}plugins: [shouting]\n`,
    node_modules: {
      shouting: {
        'package.json': '{ "name": "shouting", "type": "module", "main": "index.js" }',
        'index.js': renderer,
      },
    },
  });
  const shell = fakeShell(folder);
  t.equal(await main(['run', '--only', 'cidr-overlap:networks', '-o', 'shout', '-q'], shell), 0);
  t.equal(shell.said.stdout, 'PASS');
});

const refusals = [
  { plugin: './absent.mjs', says: /cannot be found: name a \.ts or \.mjs file/ },
  { plugin: 'no-such-package', says: /cannot be found: install it beside the config/ },
  { plugin: './broken.mjs', says: /plugin \.\/broken\.mjs: / },
  { plugin: './empty.mjs', says: /exports neither checks nor renderers/ },
  { plugin: './list.mjs', says: /checks is no list/ },
  { plugin: './half.mjs', says: /checks\[0\]\.judge is missing: it should be a function/ },
  {
    plugin: './half.mjs',
    says: /checks\[0\]\.needs does not fit: it should be a list out of clock, tcp/,
  },
  { plugin: './half.mjs', says: /checks\[0\]\.options does not fit: .*additionalProperties false/ },
  { plugin: './half.mjs', says: /checks\[0\]\.after names "later"/ },
  { plugin: './taken.mjs', says: /the name "json" is taken/ },
];

for (const { plugin, says } of refusals) {
  test(`the plugin ${plugin} is refused: ${says.source}`, async (t) => {
    const folder = t.testdir({
      'preflight.yaml': `${SITE}plugins: [${plugin}]\n`,
      'broken.mjs': 'export const checks = [',
      'empty.mjs': 'export const check = {}',
      'list.mjs': 'export const checks = {}',
      'half.mjs': `export const checks = [{ id: 'half', title: 'Half', why: 'Half.', needs: ['raw'],
        lane: 'light', options: { type: 'object' }, plan() {}, measure() {}, after: ['later'],
        explanation: { proves: [], doesNotProve: [], sources: [] }, vocabulary: { scope: 'half', examples: [] } }]`,
      'taken.mjs': `export const renderers = [{ name: 'json', extension: 'json', render() {} }]`,
    });
    const shell = fakeShell(folder);
    t.equal(await main(['validate'], shell), 2);
    t.match(shell.said.stderr, says);
    t.notMatch(shell.said.stderr, /\n\s+at /);
  });
}
