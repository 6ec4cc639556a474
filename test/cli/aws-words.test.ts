import { test } from 'tap';
import type { AwsFailure } from '#core/aws-reading.ts';
import { gapNote, noReading } from '../../src/cli/aws/words.ts';

const cases: readonly (readonly [failure: AwsFailure, note: RegExp])[] = [
  [{ kind: 'no-region' }, /no region is named; name it by --region or AWS_REGION/],
  [{ kind: 'no-credentials' }, /no credentials were found; set AWS_PROFILE/],
  [{ kind: 'no-session' }, /single sign-on has ended, .*: aws sso login/],
  [{ kind: 'expired' }, /the credentials have expired; get new ones/],
  [{ kind: 'unknown-credentials' }, /does not accept .*aws sts get-caller-identity/],
  [{ kind: 'clock' }, /too old for AWS; look at this host’s clock \(chronyc tracking\)/],
  [{ kind: 'throttled' }, /AWS throttles this account; try again later/],
  [{ kind: 'no-such-host', host: 'eks.x.example.com' }, /eks\.x\.example\.com has no address here/],
  [{ kind: 'no-such-host', host: null }, /the endpoint has no address here; .*--aws-json/],
  [
    { kind: 'unreachable', place: '192.0.2.1:443', code: 'ECONNREFUSED' },
    /192\.0\.2\.1:443 cannot be reached \(ECONNREFUSED\); .*HTTPS_PROXY/,
  ],
  [{ kind: 'unreachable', place: null, code: 'ETIMEDOUT' }, /the endpoint cannot be reached/],
  [{ kind: 'untrusted', code: 'SELF_SIGNED_CERT_IN_CHAIN' }, /not trusted .*NODE_EXTRA_CA_CERTS/],
  [{ kind: 'illegible' }, /is not AWS: it cannot be read; .*a portal/],
  [{ kind: 'timeout', afterMs: 30_000 }, /no answer within 30 s; look at the way there/],
  [{ kind: 'other', name: 'Odd' }, /AWS or its SDK answered Odd; try it with the AWS CLI/],
];

for (const [failure, words] of cases) {
  test(`${JSON.stringify(failure)} has words and a remedy, as an error and as a note`, (t) => {
    const gap = { action: 'ec2:DescribeVpcs', failure };
    t.match(gapNote(gap), words);
    t.match(gapNote(gap), /^ec2:DescribeVpcs has no answer, and what it would tell stays open: /);
    t.match(noReading({ ok: false, region: 'eu-west-1', gap }, 'prod'), words);
    t.end();
  });
}

test('a thing that is not there is told of what was asked', (t) => {
  const gap = { action: 'ec2:SearchTransitGatewayRoutes', failure: { kind: 'not-found' } } as const;
  t.match(gapNote(gap), /AWS knows no such thing/);
  t.match(
    noReading({ ok: false, region: null, gap }, 'prod'),
    /there is no cluster "prod" in the account/,
  );
  t.end();
});
