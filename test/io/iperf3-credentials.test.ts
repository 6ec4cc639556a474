import { createHash, generateKeyPairSync } from 'node:crypto';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { type Test, test } from 'tap';
import type { Iperf3Plan } from '#core/iperf3.ts';
import { createIperf3 } from '../../src/io/iperf3/client.ts';

const HERE = '127.0.0.1';
const { signal } = new AbortController();
const PASSWORD = 'correct-horse-battery-staple';

/** A real iperf3 that serves only whom it knows, as its manual has it. */
async function guarded(t: Test, port: number): Promise<string> {
  const folder = t.testdir({});
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const hash = createHash('sha256').update(`{mallory}${PASSWORD}`).digest('hex');
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('private.pem'), privateKey);
  writeFileSync(at('public.pem'), publicKey);
  writeFileSync(at('users.csv'), `mallory,${hash}\n`);
  writeFileSync(at('password'), `${PASSWORD}\n`, { mode: 0o600 });
  writeFileSync(at('blank'), 'two words\n', { mode: 0o600 });
  writeFileSync(at('wrong'), 'guessed\n', { mode: 0o600 });
  const child = spawn(
    'iperf3',
    [
      ...['-s', '--bind', HERE, '-p', String(port), '--forceflush'],
      ...['--rsa-private-key-path', at('private.pem')],
      ...['--authorized-users-path', at('users.csv')],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  t.teardown(() => child.kill());
  await once(child.stdout, 'data');
  return folder;
}

function planFor(folder: string, port: number, credentials?: Iperf3Plan['credentials']) {
  const plan: Iperf3Plan = {
    ...{ protocol: 'tcp', direction: 'up', seconds: 1, omitSeconds: 0, streams: 2 },
    ...{ windowBytes: null, rateBps: 50e6, server: { address: HERE, port } },
    credentials:
      credentials === undefined
        ? {
            user: 'mallory',
            publicKeyFile: join(folder, 'public.pem'),
            password: `file:${join(folder, 'password')}`,
          }
        : credentials,
  };
  return plan;
}

test('a server with authentication measures for whom it knows, and for nobody else', async (t) => {
  const port = 20_291;
  const folder = await guarded(t, port);
  const run = (plan: Iperf3Plan) => createIperf3().run(plan, () => undefined, signal);
  const right = planFor(folder, port);
  const measured = await run(right);
  t.match(measured, { kind: 'measured' });
  const wrong = { ...right.credentials, password: `file:${join(folder, 'wrong')}` };
  const refused = await run({ ...right, credentials: wrong as Iperf3Plan['credentials'] });
  t.match(refused, { kind: 'failed', reason: 'unauthorised' });
  t.match(await run(planFor(folder, port, null)), { kind: 'failed', reason: 'unauthorised' });
  const blank = { ...right.credentials, password: `file:${join(folder, 'blank')}` };
  const asked = run({ ...right, credentials: blank as Iperf3Plan['credentials'] });
  await t.rejects(asked, { name: 'CannotMeasure', message: /has a blank in it/ });
  t.notMatch(JSON.stringify([measured, refused]), new RegExp(`${PASSWORD}|guessed`));
});

test('UDP at a rate arrives as it was sent, and says what was lost', async (t) => {
  const port = 20_292;
  const child = spawn('iperf3', ['-s', '--bind', HERE, '-p', String(port), '--forceflush'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill());
  await once(child.stdout, 'data');
  const plan: Iperf3Plan = { ...planFor('', port, null), protocol: 'udp', rateBps: 40e6 };
  const run = await createIperf3().run(plan, () => undefined, signal);
  if (run.kind !== 'measured') throw new Error(JSON.stringify(run));
  const { goodputBps = 0, packets = null, lostPackets = null } = run.flows.up ?? {};
  t.ok(Math.abs(goodputBps / 40e6 - 1) < 0.1, String(goodputBps));
  t.ok(Number(packets) > 100);
  t.ok(lostPackets !== null && lostPackets < Number(packets) / 100);
});
