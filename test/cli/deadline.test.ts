import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import type { Report } from '#core/report.ts';
import { main } from '../../src/cli/main.ts';
import { createIo } from '../../src/io/world.ts';
import { fakeShell } from '../fakes/shell.ts';
import { connectOnly } from '../fakes/tcp.ts';

const CONFIG = `cluster: { name: lab, endpointMode: private }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16] }
checks: { firewall-ports: { extra: [{ name: mute, host: 127.0.0.1, port: 9 }] } }
`;

/** A world in which connections stay silent until they are called off. */
const io = {
  ...createIo(),
  tcp: connectOnly(
    (_to, _options, signal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('called off'));
        });
      }),
  ),
};

test('a run that outlasts --timeout is cut off: undecided, with what there is', async (t) => {
  const folder = t.testdir({ 'preflight.yaml': CONFIG });
  const shell = fakeShell(folder, { io });
  const args = ['run', '--timeout', '300ms', '--only', 'firewall-ports', '-o', 'json=report.json'];
  t.equal(await main(args, shell), 5);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
  t.match(report, { interrupted: 'run-deadline', verdict: 'inconclusive' });
  t.match(
    report.results.find(({ key }) => key === 'tcp/9@127.0.0.1'),
    { outcome: { status: 'skip', because: { kind: 'cancelled', by: 'run-deadline' } } },
  );
  t.match(shell.said.stdout, /cut off by run-deadline/);
});

test('a case that outlasts its deadline is an error with its name', async (t) => {
  const folder = t.testdir({ 'preflight.yaml': `${CONFIG}limits: { caseDeadline: 200ms }\n` });
  const shell = fakeShell(folder, { io });
  t.equal(await main(['run', '--only', 'firewall-ports:tcp/9@127.0.0.1'], shell), 5);
  t.match(shell.said.stdout, /firewall-ports:tcp\/9@127\.0\.0\.1 was not measured within 0\.2 s/);
});
