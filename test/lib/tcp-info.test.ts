import { test } from 'tap';
import { tcpInfosOf } from '#lib/tcp-info/parse.ts';

// ss -tinHO of iproute2 6.1, one connection a line.
const LINE =
  'ESTAB 0      0      127.0.0.1:45342 127.0.0.1:8000 bbr wscale:10,10 rto:204 rtt:0.025/0.012 mss:32741 pmtu:65535 rcvmss:536 advmss:65483 cwnd:10 bytes_acked:1 bbr:(bw:0bps,mrtt:0.025) delivered:1 app_limited minrtt:0.025';

const SIZES = {
  mssBytes: 32_741,
  advertisedMssBytes: 65_483,
  pathMtuBytes: 65_535,
  retransmissions: null,
};

test('the round trips and sizes of a connection, as the kernel knows them', (t) => {
  t.strictSame(tcpInfosOf(`${LINE}\n`), [
    { localPort: 45_342, rttMs: 0.025, leastRttMs: 0.025, ...SIZES },
  ]);
  t.strictSame(
    tcpInfosOf(LINE.replace(' minrtt:0.025', '').replace('127.0.0.1:45342', '[::1]:9')),
    [{ localPort: 9, rttMs: 0.025, leastRttMs: null, ...SIZES }],
  );
  t.end();
});

test('segments that were sent again', (t) => {
  const [info] = tcpInfosOf(LINE.replace('app_limited', 'retrans:1/17'));
  t.equal(info?.retransmissions, 17);
  t.end();
});

test('what is no connection is nothing', (t) => {
  for (const text of [
    '',
    '\n\n',
    'Error: an inet prefix is expected',
    'ESTAB 0 0',
    'a b c d:e f',
  ]) {
    t.strictSame(tcpInfosOf(text), [], text);
  }
  t.end();
});
