import fc from 'fast-check';
import { test } from 'tap';
import { type ComplaintKind, COMPLAINTS, readComplaint } from '#lib/kubernetes/complaint.ts';

const rows: readonly (readonly [string, ComplaintKind])[] = [
  ['Error from server (NotFound): nodes "mi-0abc" not found', 'not-found'],
  ['error: You must be logged in to the server (Unauthorized)', 'unauthorised'],
  [
    'error: You must be logged in to the server (the server has asked for the client to provide credentials)',
    'unauthorised',
  ],
  ['Error from server (Forbidden): nodes "x" is forbidden: User "y" cannot get', 'forbidden'],
  [
    'Unable to connect to the server: getting credentials: exec: executable aws-iam-authenticator failed with exit code 1',
    'credentials',
  ],
  ['Unable to connect to the server: x509: certificate signed by unknown authority', 'untrusted'],
  [
    'Unable to connect to the server: tls: failed to verify certificate: x509: certificate has expired or is not yet valid',
    'untrusted',
  ],
  ['Unable to connect to the server: dial tcp 10.20.1.10:443: i/o timeout', 'unreachable'],
  [
    'The connection to the server 10.20.1.10:443 was refused - did you specify the right host or port?',
    'unreachable',
  ],
  ['Unable to connect to the server: dial tcp: lookup a.example: no such host', 'unreachable'],
  ['Unable to connect to the server: net/http: TLS handshake timeout', 'unreachable'],
  ['Unable to connect to the server: EOF', 'unreachable'],
  ['error: unknown flag: --raw', 'unclear'],
  ['Error from server (InternalError): an error on the server', 'unclear'],
  ['', 'unclear'],
];

for (const [line, kind] of rows) {
  test(`${line}: ${kind}`, (t) => {
    t.strictSame(readComplaint(`${line}\n`), { kind, said: line });
    t.end();
  });
}

test('what a program for credentials says before is passed over', (t) => {
  const before = 'time="2026-11-20" level=info msg="dial tcp"\n'.repeat(2000);
  const { kind, said } = readComplaint(`${before}${rows[4]?.[0] ?? ''}\n`);
  t.equal(kind, 'credentials');
  t.equal(said, rows[4]?.[0]);
  t.end();
});

test('no token and no password that is quoted is handed on', (t) => {
  const quoted = [
    'error: token k8s-aws-v1.c2VjcmV0 was refused',
    'error: eyJhbGciOi.c2VjcmV0.c2ln',
    'error: Authorization: Bearer c2VjcmV0',
    'proxyconnect tcp: parse "http://user:c2VjcmV0%@w@proxy:3128": net/url: invalid userinfo',
  ];
  for (const line of quoted) t.notMatch(readComplaint(line).said, /c2VjcmV0|user:/, line);
  t.end();
});

test('whatever comes, nothing is thrown and little is kept', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(500), (text, times) => {
      const { kind, said } = readComplaint(text.repeat(times));
      return COMPLAINTS.includes(kind) && said.length <= 300;
    }),
  );
  const startedMs = performance.now();
  readComplaint('connection to the server '.repeat(100_000));
  readComplaint('exec: "'.repeat(100_000));
  readComplaint('://'.repeat(400_000));
  t.ok(performance.now() - startedMs < 2000);
  t.end();
});
