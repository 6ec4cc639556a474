import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { pingOnce, WAYS } from '../../src/io/icmp/ping-once.ts';

const WANTED = { address: '127.0.0.1', dscp: 46, most: 10, wantedMs: 5, runMs: 50 };
const never = new AbortController().signal;

/** Puts a program of the name ping first on the path. */
function withPing(t: Test, script: string): void {
  const folder = t.testdir({});
  writeFileSync(join(folder, 'ping'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'ping'), 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = folder;
  t.teardown(() => {
    process.env['PATH'] = before;
  });
}

const REPLY =
  'echo "PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data."; echo "64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.030 ms"; echo "1 packets transmitted, 1 received, 0% packet loss, time 0ms"';

test('a ping that does as it is told is asked for what is wanted', async (t) => {
  withPing(t, REPLY);
  const { way, intervalMs, events } = await pingOnce(WANTED, WAYS[0], never);
  t.match({ way, intervalMs }, { way: { name: 'fast' }, intervalMs: 5 });
  t.match(events, [{ kind: 'reply', rttMs: 0.03 }, { kind: 'summary' }]);
});

test('a ping that lets users send slowly only is asked slowly', async (t) => {
  const flood = 'echo "ping: cannot flood; minimal interval allowed for user is 200ms" >&2; exit 2';
  withPing(t, `case "$*" in *"-i 0.005"*) ${flood};; esac; ${REPLY}`);
  t.match(await pingOnce(WANTED, WAYS[0], never), { way: { name: 'slow' }, intervalMs: 200 });
});

test('a ping that knows no interval is asked without', async (t) => {
  const usage = 'echo "ping: invalid option -- \'i\'" >&2; exit 1';
  withPing(t, `case "$*" in *"-i"*) ${usage};; esac; ${REPLY}`);
  t.match(await pingOnce(WANTED, WAYS[0], never), { way: { name: 'plain' }, intervalMs: 1000 });
});

const refusals = [
  {
    what: 'may not open its socket',
    script:
      'echo "ping: socktype: SOCK_RAW" >&2; echo "ping: socket: Operation not permitted" >&2; exit 2',
    message: /Operation not permitted/,
    fix: /NET_RAW/,
  },
  {
    what: 'says what nobody expects',
    script: 'echo "ping: the moon is full" >&2; exit 2',
    message: /the moon is full/,
    fix: /by hand/,
  },
] as const;

for (const { what, script, message, fix } of refusals) {
  test(`a ping that ${what}`, async (t) => {
    withPing(t, script);
    await t.rejects(pingOnce(WANTED, WAYS[0], never), { name: 'CannotMeasure', message, fix });
  });
}

test('without a route there is nothing to send, and that is an answer', async (t) => {
  withPing(t, 'echo "ping: connect: Network is unreachable" >&2; exit 2');
  const { events } = await pingOnce(WANTED, WAYS[0], never);
  t.match(events, [{ kind: 'failure', cause: 'no-route' }]);
});

test('a ping that cannot be executed is said to be so', async (t) => {
  const folder = t.testdir({ ping: 'no program' });
  const before = process.env['PATH'];
  process.env['PATH'] = folder;
  t.teardown(() => {
    process.env['PATH'] = before;
  });
  chmodSync(join(folder, 'ping'), 0o755);
  await t.rejects(pingOnce(WANTED, WAYS[0], never), { name: 'CannotMeasure' });
});
