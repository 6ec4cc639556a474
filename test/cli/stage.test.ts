import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import type { Report } from '#core/report.ts';
import { createValidator } from '#lib/schema-validator.ts';
import reportSchema from '../../schema/report.schema.json' with { type: 'json' };
import { main } from '../../src/cli/main.ts';
import { createDnsServer, type Zone } from '../../src/demo/dns-server.ts';
import { fakeShell } from '../fakes/shell.ts';
import { closedPort } from '../servers/dns.ts';

const ZONE: Zone = {
  'kubernetes.default.svc.cluster.local': { A: ['172.20.0.1'] },
  'ssm.eu-west-1.amazonaws.com': { A: ['10.20.3.41'] },
  'harbor.company.local': { A: ['10.80.0.20'] },
};

/** A site whose cluster DNS answers on loopback, over UDP and TCP. */
async function siteOf(t: Test, zone: Zone = ZONE): Promise<string> {
  const { address, port } = await closedPort();
  const server = await createDnsServer({ address, port, zone, mode: 'answers' });
  t.teardown(() => server.close());
  return t.testdir({
    'preflight.yaml': `cluster: { name: lab, endpointMode: private }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16], services: 172.20.0.0/16 }
resolvers:
  awsNames: [ssm.eu-west-1.amazonaws.com]
  onPremNames: [{ name: harbor.company.local, addresses: [10.80.0.20] }]
checks: { cluster-dns: { address: '${address}:${port}' } }
`,
  });
}

const ONLY = ['--only', 'cluster-dns', '-o', 'json=report.json', '--quiet'];

async function runIn(folder: string, ...args: readonly string[]) {
  const shell = fakeShell(folder);
  const exitCode = await main(['run', ...ONLY, ...args], shell);
  return { exitCode, said: shell.said, report: reportIn(folder) };
}

function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
}

const outcomeOf = ({ results }: Report) =>
  results.find(({ check: { id } }) => id === 'cluster-dns')?.outcome;

test('after the join the cluster DNS is asked, and the report says which stage that was', async (t) => {
  const { exitCode, report } = await runIn(await siteOf(t), '--stage', 'after-join');
  t.equal(exitCode, 0);
  t.equal(report.site.stage, 'after-join');
  t.match(outcomeOf(report), { status: 'pass', findings: [] });
  t.strictSame(createValidator(reportSchema)(report), []);
});

test('a cluster DNS of another cluster fails the run', async (t) => {
  const others = Object.fromEntries(
    Object.entries(ZONE).filter(([name]) => !name.startsWith('kubernetes.')),
  );
  const { exitCode, report } = await runIn(await siteOf(t, others), '--stage', 'after-join');
  t.equal(exitCode, 3);
  t.match(outcomeOf(report), { status: 'fail', findings: [{ code: 'cluster-dns/unknownName' }] });
});

test('before init, which is the default, it is skipped with the stage that it belongs to', async (t) => {
  const { report } = await runIn(await siteOf(t));
  t.equal(report.site.stage, 'before-init');
  t.match(outcomeOf(report), {
    status: 'skip',
    because: { kind: 'stage', stage: 'before-init', only: ['after-join'], why: /pod-routes/ },
  });
  t.strictSame(createValidator(reportSchema)(report), []);
});

test('a saved report is judged again at its own stage', async (t) => {
  const folder = await siteOf(t);
  await runIn(folder, '--stage', 'after-join');
  for (const config of [[], ['-c', 'preflight.yaml']]) {
    const shell = fakeShell(folder);
    const args = ['judge', 'report.json', ...config, '-o', 'json', '--quiet'];
    t.equal(await main(args, shell), 0, shell.said.stderr);
    const judged = JSON.parse(shell.said.stdout) as Report;
    t.equal(judged.site.stage, 'after-join');
    t.match(outcomeOf(judged), { status: 'pass' });
  }
});

test('a report of a time before there were stages can still be read', async (t) => {
  const folder = await siteOf(t);
  const { report } = await runIn(folder, '--stage', 'after-join');
  const site = Object.fromEntries(Object.entries(report.site).filter(([key]) => key !== 'stage'));
  writeFileSync(join(folder, 'old.json'), JSON.stringify({ ...report, site }));
  const shell = fakeShell(folder);
  t.equal(await main(['judge', 'old.json', '-o', 'terminal'], shell), 0, shell.said.stderr);
  t.notMatch(shell.said.stdout, /stage/);
});

test('list plans for a stage, and names the stage of what is for another', async (t) => {
  const folder = await siteOf(t);
  const listed = async (...args: readonly string[]) => {
    const shell = fakeShell(folder);
    t.equal(await main(['list', '--only', 'cluster-dns', ...args], shell), 0);
    return shell.said.stdout;
  };
  t.match(await listed(), /^other stage +cluster-dns:names@127\.0\.0\.1:\d+ +\(after-join\)$/m);
  t.match(await listed('--stage', 'after-join'), /^light +cluster-dns:names@127/m);
  t.match(JSON.parse(await listed('--json')), {
    cases: [{ elsewhen: { kind: 'stage', only: ['after-join'] } }],
  });
});

test('a stage that does not exist, or an address that is none, is refused', async (t) => {
  const folder = await siteOf(t);
  const shell = fakeShell(folder);
  t.equal(await main(['run', '--stage', 'after-lunch'], shell), 2);
  t.match(shell.said.stderr, /before-init.*after-init.*after-join/);
  const config = readFileSync(join(folder, 'preflight.yaml'), 'utf8');
  writeFileSync(join(folder, 'bad.yaml'), config.replace(/'127.*'/, 'kube-dns.kube-system'));
  t.equal(await main(['validate', '-c', 'bad.yaml'], shell), 2);
  t.match(shell.said.stderr, /bad\.yaml:6:.*172\.20\.0\.10/);
});
