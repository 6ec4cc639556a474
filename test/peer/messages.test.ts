import { test } from 'tap';
import { PROTOCOL, readMessage } from '../../src/peer/messages.ts';
import { RESULTS } from '../../src/peer/requests.ts';

const HELLO = {
  type: 'hello',
  protocol: PROTOCOL,
  tool: 'x',
  role: 'host',
  checks: [],
  observedAddress: '192.0.2.1',
};
const MEASURE = { kind: 'measure', check: 'firewall-ports', target: {}, deadlineMs: 1000 };
const LISTEN = { kind: 'listen', within: 1, protocol: 'tcp', address: '10.80.1.10', port: 10250 };
const CONNECT = { kind: 'connect', within: 1, address: '10.80.1.10', port: 443, timeoutMs: 1000 };

function request(what: unknown) {
  return { type: 'request', id: 1, what };
}

test('messages of the protocol are understood', async (t) => {
  for (const message of [
    HELLO,
    { type: 'hello', protocol: 99, tool: 'of a later version', more: true },
    request(MEASURE),
    request(LISTEN),
    request(CONNECT),
    request({ kind: 'arrivals', lease: 3 }),
    request({ kind: 'release', lease: 3 }),
    request({ kind: 'borrow', within: 1, network: '10.85.0.0/16' }),
    { type: 'result', id: 1, value: [1] },
    { type: 'failed', id: 1, fault: { kind: 'bug', message: 'x', stack: 'y' } },
    { type: 'failed', id: 1, fault: { kind: 'environment', message: 'x', fix: 'y' } },
    { type: 'progress', id: 1, fraction: 1, note: '' },
    { type: 'cancel', id: 7 },
    { type: 'ping' },
    { type: 'pong' },
  ]) {
    t.match(readMessage(message), { ok: true, message }, JSON.stringify(message));
  }
});

test('whatever else comes is refused, with the reason', async (t) => {
  const hostile: readonly unknown[] = [
    ...[null, 7, 'measure', [], {}],
    { type: 'shell', command: 'id' },
    { type: 'constructor' },
    { type: '__proto__' },
    { ...HELLO, role: 'root' },
    { ...HELLO, checks: 'all' },
    { type: 'hello', protocol: PROTOCOL, tool: 'x' },
    { ...request(MEASURE), id: -1 },
    { ...request(MEASURE), id: 1.5 },
    { ...request(MEASURE), more: 1 },
    request({ ...MEASURE, check: '../../etc/passwd' }),
    request({ ...MEASURE, deadlineMs: 1e12 }),
    request({ ...MEASURE, more: 1 }),
    request({ kind: 'shell', command: 'id' }),
    request({ ...LISTEN, port: 0 }),
    request({ ...LISTEN, port: 65_536 }),
    request({ ...LISTEN, address: '10.80.1.10; reboot' }),
    request({ ...LISTEN, address: '../../etc' + 'x'.repeat(80) }),
    request({ ...LISTEN, protocol: 'sctp' }),
    request({ ...CONNECT, timeoutMs: 1e9 }),
    request({ kind: 'borrow', within: 1, network: '$(reboot)' }),
    { type: 'failed', id: 1, fault: { kind: 'bug', message: 'x' } },
    { type: 'progress', id: 1, fraction: 2, note: '' },
    { type: 'ping', more: 1 },
  ];
  for (const value of hostile) {
    t.match(readMessage(value), { ok: false, why: /./ }, JSON.stringify(value));
  }
});

test('an answer that its question did not ask for is noticed', async (t) => {
  t.strictSame(RESULTS.listen({ kind: 'listening', ask: 'AA==', answer: 'AQ==' }), []);
  t.strictSame(RESULTS.connect(null), []);
  t.strictSame(RESULTS.connect({ kind: 'connected', afterMs: 1 }), []);
  const wrong: readonly (readonly [keyof typeof RESULTS, unknown])[] = [
    ['listen', { kind: 'listening' }],
    ['listen', { kind: 'listening', ask: 'x'.repeat(9999), answer: '' }],
    ['arrivals', { from: ['x'.repeat(5000)], halfOpen: [] }],
    ['arrivals', { from: Array.from({ length: 1000 }, () => '10.0.0.1'), halfOpen: [] }],
    ['connect', { kind: 'yes' }],
    ['borrow', { kind: 'borrowed', address: '`id`' }],
  ];
  for (const [kind, value] of wrong) t.not(RESULTS[kind](value).length, 0, JSON.stringify(value));
});
