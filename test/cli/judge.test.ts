import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import type { Report } from '#core/report.ts';
import { main } from '../../src/cli/main.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeIo } from '../fakes/io.ts';
import { connectOnly } from '../fakes/tcp.ts';
import { fakeShell } from '../fakes/shell.ts';

const CONFIG = `cluster: { name: lab, endpointMode: private }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16] }
resolvers: { inbound: [127.20.0.53], awsNames: [ssm.eu-west-1.amazonaws.com] }
`;

/** Every question is answered inside the VPC, in 300 ms; the host has one network. */
const slowSite = fakeIo({
  host: fakeHost({ addresses: ['eth0 10.80.1.10/24'], routes: ['0.0.0.0/0 eth0 via 10.80.1.1'] }),
  tcp: connectOnly(() => Promise.resolve({ kind: 'connected', afterMs: 150 })),
  dns: {
    ask: (_server, { name }) =>
      Promise.resolve({
        kind: 'answer',
        afterMs: 300,
        answer: {
          rcode: name.startsWith('ssm.') || name === 'amazonaws.com' ? 'NOERROR' : 'NXDOMAIN',
          truncated: false,
          authoritative: false,
          recursionAvailable: true,
          sizeBytes: 1400,
          addresses: name.startsWith('ssm.') ? ['10.20.1.40'] : [],
          answerCount: name.startsWith('ssm.') || name === 'amazonaws.com' ? 1 : 0,
          referral: false,
        },
      }),
  },
});

function codesOf({ results }: Report): readonly string[] {
  return results.flatMap(({ outcome }) =>
    'findings' in outcome
      ? outcome.findings.filter(({ severity }) => severity !== 'note').map(({ code }) => code)
      : [],
  );
}

async function run(folder: string, ...args: readonly string[]) {
  const shell = fakeShell(folder, { io: slowSite });
  const code = await main(args, shell);
  return { code, ...shell.said };
}

function reportIn(folder: string, name: string): Report {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Report;
}

test('a saved report is judged again by other limits, and nothing is sent', async (t) => {
  const folder = t.testdir({ 'preflight.yaml': CONFIG });
  await run(folder, 'run', '--only', 'dns-forwarding:aws-names*', '-o', 'json=first.json');
  t.ok(codesOf(reportIn(folder, 'first.json')).includes('dns-forwarding/slowAnswer'));

  const again = ['judge', 'first.json', '-o', 'json=again.json', '--fail-on', 'warn'];
  const lenient = await run(folder, ...again, '--baseline', 'aws-minimum');
  t.equal(lenient.code, 0, lenient.stdout);
  const judged = reportIn(folder, 'again.json');
  t.equal(judged.site.baseline.name, 'aws-minimum');
  t.notOk(codesOf(judged).includes('dns-forwarding/slowAnswer'));

  const same = await run(folder, ...again);
  t.equal(same.code, 4);
  t.strictSame(reportIn(folder, 'again.json'), reportIn(folder, 'first.json'));
});

test('with a config, its waivers and limits count', async (t) => {
  const waivers = `waivers: [{ code: dns-forwarding/slowAnswer, reason: r, owner: o, expires: 2027-01-01 }]\n`;
  const folder = t.testdir({ 'preflight.yaml': CONFIG, 'waived.yaml': CONFIG + waivers });
  await run(folder, 'run', '--only', 'dns-forwarding:aws-names*', '-o', 'json=first.json');
  const judged = await run(folder, 'judge', 'first.json', '-c', 'waived.yaml', '--fail-on', 'warn');
  t.equal(judged.code, 0, judged.stdout);

  // Judged without a config, a report keeps the waivers that it was made with.
  await run(
    folder,
    'run',
    '-c',
    'waived.yaml',
    '--only',
    'dns-forwarding:aws-names*',
    '-o',
    'json=kept.json',
  );
  const kept = await run(folder, 'judge', 'kept.json', '--fail-on', 'warn');
  t.equal(kept.code, 0, kept.stdout);
});

test('a measurement that its check cannot read is an error of its own', async (t) => {
  const folder = t.testdir({ 'preflight.yaml': CONFIG });
  await run(folder, 'run', '--only', 'dns-forwarding:aws-names*', '-o', 'json=first.json');
  const report = reportIn(folder, 'first.json');
  const results = report.results.map((result) =>
    result.measurement === undefined ? result : { ...result, measurement: { strange: true } },
  );
  writeFileSync(join(folder, 'odd.json'), JSON.stringify({ ...report, results }));
  const judged = await run(folder, 'judge', 'odd.json');
  t.equal(judged.code, 5);
  t.match(judged.stdout, /This is a bug of the check/);
});
