import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { caseId, type Report } from '#core/report.ts';
import { main } from '../../src/cli/main.ts';
import { FAULT_NAMES, type FaultName } from '../../src/demo/faults.ts';
import { fakeShell } from '../fakes/shell.ts';

type Troubles = readonly string[];

/** `case code` of everything that is worse than a note, in the order of the report. */
function troublesOf({ results }: Report): Troubles {
  return results.flatMap((result) => {
    const { outcome } = result;
    const name = caseId(result.check.id, result);
    if ('fault' in outcome) return [`${name} error`];
    if ('because' in outcome) {
      return outcome.because.kind === 'prerequisite'
        ? [`${name} after ${outcome.because.case}`]
        : [];
    }
    return outcome.findings
      .filter(({ severity }) => severity !== 'note')
      .map(({ code }) => `${name} ${code}`);
  });
}

/** The link is always sound, and takes seconds to be proven so: only the healthy demo does. */
const LINK = ['latency', 'jitter', 'packet-loss'].flatMap((check) => ['--skip', check]);

async function demo(folder: string, ...faults: readonly FaultName[]) {
  const shell = fakeShell(folder);
  const skipped = faults.length === 0 ? [] : LINK;
  const args = [...faults.flatMap((fault) => ['--fault', fault]), ...skipped];
  const code = await main(['demo', ...args], shell);
  const file = join(folder, 'preflight-report/report.json');
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  return { code, report, shell };
}

test('a healthy demo passes, with both files written', async (t) => {
  const folder = t.testdir({});
  const { code, report, shell } = await demo(folder);
  t.strictSame(troublesOf(report), []);
  t.equal(report.verdict, 'pass');
  t.equal(code, 0);
  t.match(readFileSync(join(folder, 'preflight-report/junit.xml'), 'utf8'), /<testsuites/);
  t.match(shell.said.stdout, /READY/);
});

const EXPECTED: Readonly<Record<FaultName, Troubles>> = {
  'port-closed': [
    'firewall-ports:tcp/20443@127.20.2.10 firewall-ports/refused',
    'api-server:https/20443@127.20.2.10 after firewall-ports:tcp/20443@127.20.2.10',
  ],
  'port-silent': [
    'firewall-ports:tcp/20443@127.20.2.10 firewall-ports/filtered',
    'api-server:https/20443@127.20.2.10 after firewall-ports:tcp/20443@127.20.2.10',
  ],
  'tls-interception': ['api-server:https/20443@127.20.2.10 api-server/intercepted'],
  'api-certificate-expired': ['api-server:https/20443@127.20.2.10 api-server/certificateExpired'],
  'api-unhealthy': ['api-server:https/20443@127.20.2.10 api-server/unhealthy'],
  'resolver-dead': [
    'firewall-ports:udp/20053@127.20.2.53 firewall-ports/udpClosed',
    'firewall-ports:tcp/20053@127.20.2.53 firewall-ports/refused',
    'dns-forwarding:aws-names@127.20.2.53:20053 after firewall-ports:udp/20053@127.20.2.53',
    'dns-forwarding:redundancy@inbound dns-forwarding/oneDead',
  ],
  'resolver-refused': ['dns-forwarding:aws-names@127.20.1.53:20053 dns-forwarding/refusedRcode'],
  'wrong-answer-class': [
    'dns-forwarding:aws-names@127.20.1.53:20053 dns-forwarding/wrongClass',
    'dns-forwarding:aws-names@127.20.2.53:20053 dns-forwarding/wrongClass',
    'dns-forwarding:aws-names@127.80.0.53:20053 dns-forwarding/wrongClass',
    'dns-forwarding:aws-names@127.80.0.54:20053 dns-forwarding/wrongClass',
    'dns-forwarding:peer:aws-names@vpc-resolver dns-forwarding/wrongClass',
  ],
  'vpc-forwarding-missing': [
    'dns-forwarding:peer:on-prem-names@vpc-resolver dns-forwarding/nxdomain',
  ],
  'clock-wrong': ['host-readiness:clock host-readiness/clockOffset'],
  'cidr-overlap': ['cidr-overlap:networks cidr-overlap/overlap'],
};

for (const fault of FAULT_NAMES) {
  test(`the fault ${fault} changes exactly the findings that it should`, async (t) => {
    const { code, report } = await demo(t.testdir({}), fault);
    t.strictSame(troublesOf(report), EXPECTED[fault]);
    t.equal(code, 3);
  });
}

test('two faults add up', async (t) => {
  const { report } = await demo(t.testdir({}), 'port-closed', 'cidr-overlap');
  t.strictSame(troublesOf(report), [...EXPECTED['cidr-overlap'], ...EXPECTED['port-closed']]);
});
