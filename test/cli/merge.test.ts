import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import type { Result, Report } from '#core/report.ts';
import type { Fleet } from '#core/fleet.ts';
import { main } from '../../src/cli/main.ts';
import { siteWith } from '../fakes/site.ts';
import { fakeShell } from '../fakes/shell.ts';

const COST = { probes: 2, heldBack: 0, rounds: 1, passing: { sent: 2, lost: 0 } };

function mtuOf(interfaceMtuBytes: number, mtuBytes: number): Result {
  return {
    check: { id: 'path-mtu', title: 'a', why: 'b' },
    ...{ key: 'to-aws@peer', from: 'local', durationMs: 1 },
    outcome: { status: 'pass', findings: [], metrics: [] },
    target: {
      ...{ way: 'to-aws', to: { kind: 'far', port: 7443 }, requiredBytes: 1400 },
      ...{ attachment: 'vpn', cni: 'cilium' },
    },
    measurement: {
      ...{ interfaceMtuBytes, fragments: null, tcp: null, lastHop: null },
      finding: { kind: 'held-back', mtuBytes, toldBy: 'path', atMostBytes: mtuBytes, ...COST },
    },
  };
}

function saved(t: Test, reports: Readonly<Record<string, Result>>): string {
  const folder = t.testdir({});
  for (const [name, result] of Object.entries(reports)) {
    const report: Report = {
      schema: 1,
      tool: { name: 'hybrid-preflight', version: '0' },
      site: siteWith(),
      host: { name, os: 'x', kernel: 'x', arch: 'x' },
      startedAt: '2026-01-01T00:00:00.000Z',
      durationMs: 1,
      tally: { pass: 1, warn: 0, inconclusive: 0, fail: 0, skip: 0, error: 0 },
      verdict: 'pass',
      results: [result],
    };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(report));
  }
  return folder;
}

test('nodes of different MTU are named, each with its own', async (t) => {
  const folder = saved(t, { one: mtuOf(9000, 9000), two: mtuOf(1500, 1438) });
  const shell = fakeShell(folder);
  const files = ['merge', 'one.json', 'two.json'];
  t.equal(await main([...files, '--fail-on', 'warn'], shell), 4);
  t.match(shell.said.stdout, /path-mtu\/nodesDiffer/);
  t.match(shell.said.stdout, /one: interface 9000, path 9000; two: interface 1500, path\s+1438/);
  t.match(shell.said.stdout, /says\s+for\s+two,\s+on\s+every\s+node/);
  const asJson = fakeShell(folder);
  t.equal(await main([...files, '--format', 'json'], asJson), 0);
  const fleet = JSON.parse(asJson.said.stdout) as Fleet;
  t.match(fleet, { verdict: 'warn', hosts: [{ host: 'one' }, { host: 'two' }] });
});

test('nodes that are alike have nothing to tell', async (t) => {
  const folder = saved(t, { one: mtuOf(9000, 8500), two: mtuOf(9000, 8500) });
  const shell = fakeShell(folder);
  t.equal(await main(['merge', 'one.json', 'two.json'], shell), 0);
  t.match(shell.said.stdout, /nothing differs that is compared/);
});

test('what is no report is refused', async (t) => {
  const folder = t.testdir({ 'no.json': '{}', 'text.json': 'hello' });
  for (const file of ['no.json', 'text.json', 'absent.json']) {
    const shell = fakeShell(folder);
    t.equal(await main(['merge', file], shell), 2, file);
    t.match(shell.said.stderr, file);
  }
});
