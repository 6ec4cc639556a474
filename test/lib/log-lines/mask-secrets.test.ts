import { test } from 'tap';
import { readRecord } from '#lib/log-lines/log-record.ts';
import { maskSecrets } from '#lib/log-lines/mask-secrets.ts';

const SECRET = 'Hunter2+Planted/Secret=0123456789';

const planted = [
  `activationCode: ${SECRET}`,
  `{"msg":"registering","activationCode":"${SECRET}","region":"eu-west-1"}`,
  `invalid activation code ${SECRET}`,
  `ssm-setup-cli -register -activation-code "${SECRET}" -activation-id 0`,
  `["-register","-code","${SECRET}","-id","0"]`,
  `amazon-ssm-agent -register -code ${SECRET} -id 0`,
  `Authorization: Bearer ${SECRET}`,
  `authorization: Basic ${SECRET}`,
  `"Authorization":["AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/x, Signature=${SECRET}"]`,
  `{"msg":"request","headers":{"Authorization":["Bearer ${SECRET}"]}}`,
  `curl -H "Authorization: token ${SECRET}" https://a`,
  `Proxy-Authorization: Basic ${SECRET}`,
  `Cookie: session=${SECRET}; other=${SECRET}`,
  `proxyconnect: http://user:${SECRET}@proxy.example.com:3128`,
  `HTTPS_PROXY=http://user:p@ss${SECRET}@proxy.example.com:3128`,
  `HTTPS_PROXY=http://${SECRET}@proxy.example.com:3128`,
  `password="${SECRET} with spaces"`,
  `password=${SECRET}`,
  `{"auths":{"harbor":{"auth":"${SECRET}"}}}`,
  `AWS_SECRET_ACCESS_KEY=${SECRET}`,
  `aws_session_token = ${SECRET}`,
  `{"SecretAccessKey":"${SECRET}","SessionToken":"${SECRET}"}`,
  `https://s3.amazonaws.com/x?X-Amz-Credential=a&X-Amz-Signature=${SECRET}&X-Amz-Security-Token=${SECRET}`,
  `token: ${SECRET}`,
  `--token=${SECRET}`,
  `-----BEGIN RSA PRIVATE KEY-----\\n${SECRET}\\n-----END RSA PRIVATE KEY-----`,
  `err="Get \\"https://a\\": Authorization: \\"Bearer ${SECRET}\\""`,
];

for (const line of planted) {
  test(`masked: ${line.replaceAll(SECRET, '…')}`, (t) => {
    const masked = maskSecrets(readRecord(line).text);
    t.notMatch(masked, 'Planted');
    t.notMatch(masked, '0123456789');
    t.match(masked, '[masked]');
    t.end();
  });
}

const WHOLE = [
  'AKIAIOSFODNN7EXAMPLE',
  'ASIAIOSFODNN7EXAMPLE',
  'eyJhbGciOiJSUzI1NiIsImtpZCI6IiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJl',
  'k8s-aws-v1.aHR0cHM6Ly9zdHMuZXUtd2VzdC0xLmFtYXpvbmF3cy5jb20v',
  'abcdef.0123456789abcdef',
];

for (const secret of WHOLE) {
  test(`masked wherever it stands: ${secret.slice(0, 12)}…`, (t) => {
    t.equal(maskSecrets(`a ${secret} b`), 'a [masked] b');
    t.end();
  });
}

const harmless = [
  'InvalidSignatureException: Signature expired: 20261120T101500Z is now earlier than 20261120T102212Z',
  'dial tcp: lookup 0A1B2C3D.gr7.eu-west-1.eks.amazonaws.com on 10.80.0.53:53: no such host',
  'Failed to pull image "https://harbor.example.com:443/v2/app@sha256:0123"',
  'failed to fetch anonymous token: unexpected status',
  'secret "db" not found',
  'SSM activation expired. Please use a valid activation',
  'open /etc/iam/pki/server.key: no such file or directory',
];

for (const line of harmless) {
  test(`left as it is: ${line}`, (t) => {
    t.equal(maskSecrets(line), line);
    t.end();
  });
}

test('masking takes time linear in the line', (t) => {
  const pieces = [
    '://',
    'authorization: ',
    'password=',
    'eyJa',
    'token=',
    '-code ',
    'Bearer ',
    'a@',
    '"',
    'AKIA',
    'activation code ',
    'x-amz-',
    '-----BEGIN ',
  ];
  for (const piece of pieces) {
    const line = piece.repeat(16_384 / piece.length);
    const startedMs = performance.now();
    maskSecrets(line);
    t.ok(performance.now() - startedMs < 400, piece);
  }
  t.end();
});
