import fc from 'fast-check';
import { test } from 'tap';
import { alertName } from '#lib/https/alert-name.ts';
import { alternativeNames } from '#lib/https/alternative-names.ts';
import { pemCertificates } from '#lib/https/pem.ts';

test('alternative names are split at commas that no quote holds', (t) => {
  t.strictSame(alternativeNames('DNS:a.example, IP Address:192.0.2.1'), [
    'DNS:a.example',
    'IP Address:192.0.2.1',
  ]);
  t.strictSame(alternativeNames('DNS:"a, DNS:b.example", URI:x'), [
    'DNS:"a, DNS:b.example"',
    'URI:x',
  ]);
  t.strictSame(alternativeNames(''), []);
  t.equal(alternativeNames('DNS:a, '.repeat(5000)).length, 100);
  t.equal(alternativeNames('a'.repeat(5000))[0]?.length, 260);
  t.end();
});

test('alerts have their names, and unknown ones their numbers', (t) => {
  t.equal(alertName(48), 'unknown_ca');
  t.equal(alertName(99), 'alert 99');
  t.end();
});

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

test('certificates are taken out of PEM and of base64, and keys stay where they are', (t) => {
  const key = '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----';
  t.strictSame(pemCertificates(`${key}\n${PEM}\n${PEM}\n`), [PEM, PEM]);
  t.strictSame(pemCertificates(Buffer.from(PEM).toString('base64')), [PEM]);
  t.strictSame(pemCertificates(key), []);
  t.strictSame(pemCertificates(''), []);
  t.end();
});

test('whatever is in a file or a certificate, they come to an end', (t) => {
  const hostile = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', ',', '\\', ' ', 'a', '-') }),
  );
  fc.assert(
    fc.property(hostile, (text) => {
      alternativeNames(text);
      pemCertificates(text);
    }),
    { numRuns: 2000 },
  );
  const startedMs = performance.now();
  for (const piece of ['"', '"\\', ',', '-----BEGIN CERTIFICATE-----\n', '"a",']) {
    alternativeNames(piece.repeat(20_000));
    pemCertificates(piece.repeat(20_000));
  }
  t.ok(performance.now() - startedMs < 2000, 'in linear time');
  t.end();
});
