import type { KnownError } from './known-error.ts';
import { CLOCK } from './proofs.ts';
import { CREDENTIALS } from './sources.ts';

const SET_THE_CLOCK =
  'Let the clock be set, and see that it is:\n$ timedatectl set-ntp true\n$ chronyc tracking\n$ timedatectl show -p NTPSynchronized';

/** A wrong clock makes certificates and signatures wrong. */
export const CLOCK_ERRORS: readonly KnownError[] = [
  {
    id: 'clock-behind',
    title: 'A certificate is not valid yet: the clock is behind',
    rank: 'exact',
    patterns: [
      'x509: certificate has expired or is not yet valid: current time * is before',
      'certificate is not yet valid',
    ],
    cause:
      'The host’s clock stands before the day on which the certificate was issued. TLS to the API and to AWS fails until the clock is right.',
    remedy: SET_THE_CLOCK,
    proof: CLOCK,
    source: null,
    examples: [
      'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2020-01-01T00:03:11Z is before 2026-10-01T00:00:00Z',
    ],
  },
  {
    id: 'clock-skew-signature',
    title: 'AWS refuses a signature: the clock is wrong',
    rank: 'exact',
    patterns: [
      'Signature expired: {word} is now earlier than',
      'Signature not yet current: {word} is still later than',
      'RequestTimeTooSkewed',
      'InvalidSignatureException: Signature expired',
    ],
    cause:
      'AWS takes a signed request only if its time is within minutes of its own (five for most services, fifteen for S3). This host’s clock is further off, so no credentials are given and none are accepted.',
    remedy: SET_THE_CLOCK,
    proof: CLOCK,
    source: CREDENTIALS,
    examples: [
      'api error SignatureDoesNotMatch: Signature expired: 20261120T101500Z is now earlier than 20261120T102212Z (20261120T102712Z - 5 min.)',
    ],
  },
  {
    id: 'clock-not-synchronised',
    title: 'Nothing sets the clock',
    rank: 'kind',
    patterns: [
      'System clock synchronized: no',
      'Leap status * : Not synchronised',
      'NTPSynchronized=no',
      'ClockUnsynchronized',
      'Could not synchronize to server',
      "Can't synchronise: no selectable sources",
    ],
    cause:
      'The host follows no time server: udp/123 is closed, or none is configured. The clock drifts until certificates and signatures are refused.',
    remedy: `${SET_THE_CLOCK}\nAllow udp/123 to the time servers that the host names.`,
    proof: CLOCK,
    source: null,
    examples: [
      'System clock synchronized: no',
      "chronyd[712]: Can't synchronise: no selectable sources",
    ],
  },
];
