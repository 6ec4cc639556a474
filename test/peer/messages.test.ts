import { test } from 'tap';
import { readAnswer, readRequest } from '../../src/peer/messages.ts';

const MEASURE = { type: 'measure', id: 1, check: 'firewall-ports', target: {}, deadlineMs: 1000 };

test('requests of the protocol are understood', async (t) => {
  for (const request of [
    { type: 'hello', protocol: 1, tool: 'x' },
    { type: 'hello', protocol: 99, tool: 'of a later version', more: true },
    MEASURE,
    { type: 'cancel', id: 7 },
    { type: 'ping' },
  ]) {
    t.match(readRequest(request), { ok: true, message: request });
  }
});

test('whatever else comes is refused, with the reason', async (t) => {
  const hostile: readonly unknown[] = [
    null,
    7,
    'measure',
    [],
    {},
    { type: 'shell', command: 'id' },
    { type: 'constructor' },
    { type: '__proto__' },
    { ...MEASURE, id: -1 },
    { ...MEASURE, id: 1.5 },
    { ...MEASURE, check: '../../etc/passwd' },
    { ...MEASURE, deadlineMs: 1e12 },
    { ...MEASURE, more: 1 },
    { type: 'measure' },
    { type: 'ping', more: 1 },
  ];
  for (const value of hostile) t.match(readRequest(value), { ok: false, why: /./ });
});

test('answers of the protocol are understood, and no others', async (t) => {
  t.match(readAnswer({ type: 'measured', id: 1, measurement: [1] }), { ok: true });
  t.match(readAnswer({ type: 'failed', id: 1, fault: { kind: 'bug', message: 'x' } }), {
    ok: true,
  });
  t.match(readAnswer({ type: 'progress', id: 1, fraction: 2, note: '' }), { ok: false });
  t.match(readAnswer({ type: 'measure' }), { ok: false });
});
