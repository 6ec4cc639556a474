import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { main } from '../../src/cli/main.ts';
import { fakeShell } from '../fakes/shell.ts';

const CONFIG = `cluster: { name: lab, endpointMode: private }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16], remotePods: [10.85.0.0/16] }
`;

const WAIVER = (code: string, pattern: string, expires: string): string =>
  `waivers: [{ code: ${code}, case: '${pattern}', reason: known, owner: net, expires: ${expires} }]\n`;

const refusals = [
  { args: [], says: /name a command/ },
  { args: ['rum'], says: /Did you mean run\?/ },
  { args: ['run', '--onyl', 'x'], says: /Unknown argument: onyl/ },
  { args: ['run', '-c', 'absent.yaml'], says: /absent\.yaml/ },
  { args: ['run', '-c', 'bad.yaml'], says: /bad\.yaml:2:.*networks\.vpc\[0\]/ },
  { args: ['run', '--only', 'cidr'], says: /did you mean "cidr-overlap"\?/ },
  { args: ['run', '--only', 'firewall-port'], says: /did you mean "firewall-ports"\?/ },
  {
    args: ['run', '--skip', 'cidr-overlap:network'],
    says: /did you mean "cidr-overlap:networks"\?/,
  },
  { args: ['run', '-o', 'jsno'], says: /report format "jsno" is unknown: did you mean "json"\?/ },
  { args: ['run', '-o', 'json', '-o', 'junit'], says: /only one report fits on standard output/ },
  { args: ['run', '-o', 'json='], says: /the path is missing/ },
  { args: ['run', '-o', 'json=preflight.yaml/x.json'], says: /not a directory/ },
  { args: ['run', '--timeout', 'soon'], says: /write a duration such as 90s/ },
  { args: ['run', '--baseline', 'vpm'], says: /vpn/ },
  { args: ['run', '--fail-on', 'sometimes'], says: /fail-on/ },
  { args: ['run', '-c', 'stray-waiver.yaml'], says: /stray-waiver\.yaml:3:.*names no case/ },
  {
    args: ['run', '-c', 'unknown-waiver.yaml'],
    says: /unknown-waiver\.yaml:3:.*firewall-ports\/filtered/,
  },
  { args: ['run', '-c', 'expired-waiver.yaml'], says: /expired-waiver\.yaml:3:.*2026-01-01/ },
  { args: ['explain', 'dns-forwardin'], says: /did you mean "dns-forwarding"\?/ },
  {
    args: ['explain', 'firewall-ports/filterd'],
    says: /did you mean "firewall-ports\/filtered"\?/,
  },
  { args: ['init'], says: /exists already: --force/ },
  { args: ['judge', 'absent.json'], says: /absent\.json: no such file/ },
  { args: ['judge', 'preflight.yaml'], says: /is not JSON/ },
  { args: ['judge', 'other.json'], says: /is no report of this program/ },
  { args: ['rules', '--missing'], says: /Not enough arguments following: missing/ },
  { args: ['demo', '--fault', 'port-silen'], says: /did you mean "port-silent"\?/ },
];

for (const { args, says } of refusals) {
  test(`"${args.join(' ')}" is refused in words, with exit code 2`, async (t) => {
    const folder = t.testdir({
      'preflight.yaml': CONFIG,
      'bad.yaml': CONFIG.replace('10.20.0.0/16', '10.20.0.0/33'),
      'stray-waiver.yaml':
        CONFIG + WAIVER('firewall-ports/filtered', 'firewall-ports:nothing', '2027-01-01'),
      'unknown-waiver.yaml': CONFIG + WAIVER('firewall-ports/filterd', '*', '2027-01-01'),
      'expired-waiver.yaml': CONFIG + WAIVER('firewall-ports/filtered', '*', '2026-01-01'),
      'other.json': '{"schema": 2}',
    });
    const shell = fakeShell(folder);
    t.equal(await main(args, shell), 2);
    t.match(shell.said.stderr, says);
    t.notMatch(shell.said.stderr, /\n\s+at /, 'no stack trace');
    t.equal(shell.said.stdout, '');
  });
}

test('without any config, run says what to do instead of guessing', async (t) => {
  const shell = fakeShell(t.testdir({}));
  t.equal(await main(['run'], shell), 2);
  t.match(shell.said.stderr, /init.*--config.*demo/);
});

test('--version answers with the version alone', async (t) => {
  const shell = fakeShell(t.testdir({}));
  t.equal(await main(['--version'], shell), 0);
  t.equal(shell.said.stdout, '0.0.0-test\n');
});

const answers = [
  { args: ['list'], says: /cidr-overlap +\S.*[^]*Cases planned by [^]*cidr-overlap:networks/ },
  { args: ['list', '--json'], says: /"id": "cidr-overlap:networks"/ },
  { args: ['validate'], says: /is valid: \d+ cases, baseline direct-connect, 0 waivers/ },
  { args: ['run', '--dry-run'], says: /cases would be measured/ },
  { args: ['explain', 'cidr-overlap'], says: /Proves[^]*Does not prove[^]*Findings[^]*Sources/ },
  { args: ['explain', 'cluster-dns'], says: /only at the stages\n[^]*after-join\n/ },
  { args: ['explain', 'firewall-ports/filtered'], says: /fail[^]*For example[^]*How to mend it/ },
  { args: ['init', '--path', '-'], says: /^# yaml-language-server/ },
  { args: ['demo', '--list-faults'], says: /port-silent +\S/ },
];

for (const { args, says } of answers) {
  test(`"${args.join(' ')}" answers on standard output`, async (t) => {
    const shell = fakeShell(t.testdir({ 'preflight.yaml': CONFIG }));
    t.equal(await main(args, shell), 0);
    t.match(shell.said.stdout, says);
  });
}

test('a config of the environment is found', async (t) => {
  const folder = t.testdir({ 'site.yaml': CONFIG });
  const environment = { HYBRID_PREFLIGHT_CONFIG: join(folder, 'site.yaml') };
  const shell = fakeShell(t.testdir({ 'site.yaml': CONFIG }), { environment });
  t.equal(await main(['validate'], shell), 0);
});

test('what init writes can be validated and run', async (t) => {
  const folder = t.testdir({});
  const shell = fakeShell(folder);
  t.equal(await main(['init'], shell), 0);
  t.match(JSON.parse(readFileSync(join(folder, 'preflight.schema.json'), 'utf8')), {
    type: 'object',
  });
  t.equal(await main(['validate'], shell), 0);
});
