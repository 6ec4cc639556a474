import { test } from 'tap';
import { fleetOf } from '#core/fleet.ts';
import type { Report, Result, Verdict } from '#core/report.ts';
import { finding, stubCheck } from '../fakes/check.ts';
import { siteWith } from '../fakes/site.ts';

const check = {
  ...stubCheck({}),
  compare: (hosts: readonly { readonly host: string; readonly cases: readonly unknown[] }[]) =>
    hosts.length > 1 ? [{ ...finding('warn'), detail: hosts.map(({ host }) => host).join() }] : [],
};

const RESULT: Result = {
  check: { id: 'stub', title: '', why: '' },
  ...{ key: 'mtu', from: 'local', durationMs: 1, target: null, measurement: 1400 },
  outcome: { status: 'pass', findings: [], metrics: [] },
};

function reportOf(name: string, day: number, verdict: Verdict, results = [RESULT]): Report {
  return {
    schema: 1,
    tool: { name: 'hybrid-preflight', version: '0' },
    site: siteWith(),
    host: { name, os: '', kernel: '', arch: '' },
    startedAt: `2026-01-0${day}T00:00:00.000Z`,
    durationMs: 1,
    tally: { pass: 1, warn: 0, inconclusive: 0, fail: 0, skip: 0, error: 0 },
    verdict,
    results,
  };
}

test('of a host with several reports the latest counts', (t) => {
  const fleet = fleetOf([reportOf('a', 2, 'pass'), reportOf('a', 1, 'fail')], [check]);
  t.match(fleet, { hosts: [{ host: 'a', verdict: 'pass' }], findings: [], verdict: 'pass' });
  t.equal(fleet.hosts.length, 1);
  t.end();
});

test('the worst of all hosts, and of what shows between them, is the verdict', (t) => {
  const both = (verdict: Verdict) => [reportOf('a', 1, 'pass'), reportOf('b', 1, verdict)];
  t.match(fleetOf(both('pass'), [check]), { verdict: 'warn', findings: [{ detail: 'a,b' }] });
  t.equal(fleetOf(both('fail'), [check]).verdict, 'fail');
  t.equal(fleetOf(both('inconclusive'), [stubCheck({})]).verdict, 'inconclusive');
  t.end();
});

test('a host that has not measured a check is no part of its comparison', (t) => {
  const reports = [reportOf('a', 1, 'pass'), reportOf('b', 1, 'pass', [])];
  t.strictSame(fleetOf(reports, [check]).findings, []);
  t.end();
});
