import { test } from 'tap';
import { encodeAsk, encodeEcho } from '#lib/echo.ts';
import { confirmationOf, confirmedNumber, encodeProbe } from '#lib/mtu-probe.ts';

const ASK = encodeAsk(Buffer.alloc(16, 1));
const NONCE = Buffer.alloc(16, 2);
const echo = () => encodeEcho(NONCE, '10.80.1.10');

test('a probe makes a packet of its size, and is confirmed by its number', (t) => {
  for (const [address, headers] of [
    ['10.20.3.10', 28],
    ['2001:db8::1', 48],
  ] as const) {
    const probe = encodeProbe(ASK, 77, { sizeBytes: 1500, address });
    t.equal(probe.length + headers, 1500);
    const answer = confirmationOf(probe, ASK, echo);
    t.ok((answer?.length ?? 0) <= probe.length, 'no more comes back than was sent');
    t.equal(confirmedNumber(answer ?? Buffer.alloc(0), NONCE), 77);
  }
  t.end();
});

test('the question by itself is answered as ever', (t) => {
  t.strictSame(confirmationOf(ASK, ASK, echo), echo());
  t.end();
});

test('whoever does not know the question gets nothing, and nothing else is a confirmation', (t) => {
  const other = Buffer.from(ASK);
  other[20] = 9;
  for (const datagram of [
    Buffer.alloc(0),
    ASK.subarray(1),
    other,
    Buffer.concat([ASK, Buffer.alloc(3)]),
    Buffer.alloc(9000, 0xff),
  ]) {
    t.equal(confirmationOf(datagram, ASK, echo), undefined, `${datagram.length} bytes`);
    t.equal(confirmedNumber(datagram, NONCE), undefined);
  }
  const answer = confirmationOf(
    encodeProbe(ASK, 1, { sizeBytes: 1200, address: '::1' }),
    ASK,
    echo,
  );
  t.equal(confirmedNumber(answer ?? Buffer.alloc(0), Buffer.alloc(16, 3)), undefined);
  t.end();
});
