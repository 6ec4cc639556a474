import { test } from 'tap';
import { settle, settleError } from '../../src/io/dns-exchange.ts';

const never = new AbortController().signal;
const PATIENT_MS = 20_000;

const errors = [
  { code: 'EHOSTUNREACH', end: 'unreachable' },
  { code: 'ENETUNREACH', end: 'unreachable' },
  { code: 'EPERM', end: 'unreachable' },
  { code: 'ECONNRESET', end: 'reset' },
  { code: 'ETIMEDOUT', end: 'silence' },
] as const;
for (const { code, end } of errors) {
  test(`a socket that ends with ${code} tells ${end}`, async (t) => {
    t.match(await settleWith(code), { kind: end });
  });
}

test('a socket that this host cannot give is no finding about the network', async (t) => {
  await t.rejects(settleWith('EMFILE'), { name: 'CannotMeasure', message: /EMFILE/ });
});

function settleWith(code: string) {
  const error = Object.assign(new Error(`socket ${code}`), { code });
  const atTimeout = (): never => {
    throw new Error('too late');
  };
  return settle({ timeoutMs: PATIENT_MS, signal: never, atTimeout }, (settlement) => {
    settleError(settlement, error);
  });
}
