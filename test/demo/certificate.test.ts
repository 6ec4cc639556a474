import { X509Certificate } from 'node:crypto';
import { test } from 'tap';
import { createAuthority, issue } from '../../src/demo/certificate.ts';

test('a certificate of any length can be read, with no empty line at its end', (t) => {
  const authority = createAuthority('kubernetes');
  // Forty-eight bytes are one line: some of these fill their last line.
  for (let length = 1; length <= 50; length += 1) {
    const { cert } = issue(authority, { name: 'n'.repeat(length), names: ['192.0.2.1'] });
    t.notMatch(cert, /\n\n/, `${length} letters`);
    t.equal(new X509Certificate(cert).subject, `CN=${'n'.repeat(length)}`);
  }
  t.end();
});
