import { test } from 'tap';
import { FORMATS, hostOfEndpoint, splitPlace } from '../../src/config/formats.ts';

const LABEL = 'a'.repeat(63);
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

const rows = [
  {
    format: 'cidr',
    good: ['10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/8', '2001:db8::/32'],
    bad: ['10.0.0.0', '10.0.0.0/33', '010.0.0.0/8', '10.0.0/8', '/8', '10.0.0.0/8/8', 'vpc'],
  },
  { format: 'ipv4', good: ['10.80.1.10'], bad: ['10.80.1', '10.80.1.256', '::1', 'host', ''] },
  {
    format: 'host',
    good: ['10.80.1.10', 'a', 'a.example.com', 'a.example.com.', '_x.example.com', '0a.gr7', LABEL],
    bad: [
      '',
      '.',
      'a..b',
      '-a',
      'a-',
      'a b',
      '10.0.0',
      '10',
      `${LABEL}a`,
      `${'a.'.repeat(127)}aa`,
      '::1',
      'größer.de',
      'a/b',
    ],
  },
  {
    format: 'place',
    good: ['10.80.1.10', '10.80.1.10:443', 'a.example.com:1', 'a:65535'],
    bad: ['a:0', 'a:65536', 'a:', ':443', 'a:b', 'a:443:443', '[::1]:443', 'https://a'],
  },
  {
    format: 'address-place',
    good: ['10.20.1.53', '10.20.1.53:5353'],
    bad: ['dns.example.com', '10.20.1.53:0', '::1'],
  },
  {
    format: 'address-and-port',
    good: ['10.85.3.7:9443', '10.85.3.7:1'],
    bad: ['', '10.85.3.7', 'a.example.com:443', '10.85.3.7:0', '10.85.3.7:65536', '10.85.3.256:1'],
  },
  {
    format: 'url-path',
    good: ['/', '/validate', '/apis/metrics.k8s.io/v1beta1', '/a%20b'],
    bad: ['', 'validate', '/a b', '/a?b', '/a\nb', `/${'a'.repeat(1024)}`],
  },
  {
    format: 'service-address',
    good: ['inferred', '172.20.0.10', '172.20.0.10:5353'],
    bad: ['kube-dns.kube-system', '172.20.0.10:0', '', 'Inferred'],
  },
  {
    format: 'endpoint',
    good: ['a.example.com', 'https://a.example.com', 'https://a.example.com/'],
    bad: ['http://a.example.com', 'https://a/b', 'https://a:443', ''],
  },
  { format: 'duration', good: ['5ms', '1.5s'], bad: ['5', '5 s', ''] },
  {
    format: 'port-range',
    good: ['30000-30999', '1-4096'],
    bad: ['443', '0-9', '9-1', '1-65536', '1-4097', 'a-b', ''],
  },
  { format: 'rate', good: ['10Gbps'], bad: ['10', '10G'] },
  { format: 'share', good: ['0.1%'], bad: ['0.1', '101%'] },
  {
    format: 'folder',
    good: ['/', '/export', '/a b/c'],
    bad: ['', 'export', './export', '/a/../b', '/a\nb', `/${'a'.repeat(1001)}`],
  },
  {
    format: 'nfs-options',
    good: ['', 'vers=4.1,hard,timeo=600,retrans=2', 'nconnect=4'],
    bad: ['vers=9', 'rsize=many', 'suid,x y', 'exec=/bin/sh'],
  },
  { format: 'size', good: ['1MiB'], bad: ['1MB', '1'] },
  {
    format: 'path',
    good: ['/etc/pki/ca.crt', '/a'],
    bad: ['', '/', 'ca.crt', './ca.crt', 'C:\\ca'],
  },
  {
    format: 'image',
    good: ['lab/probe:1.0', 'a'],
    bad: ['', 'A', 'a:', 'harbor.example.com:443/a', `a@sha256:1`],
  },
  {
    format: 'authority',
    good: ['file:/etc/kubernetes/pki/ca.crt', PEM, Buffer.from(PEM).toString('base64')],
    bad: ['', 'ca.crt', 'file:ca.crt', 'TUlJQg==', PEM.replace('END', 'EN')],
  },
  {
    format: 'date',
    good: ['2027-01-31', '2028-02-29', '2000-02-29'],
    bad: [
      '2027-02-29',
      '1900-02-29',
      '2027-13-01',
      '2027-00-01',
      '2027-04-31',
      '2027-01-00',
      '31.1.2027',
      '2027-1-1',
      '2027-01-31T00:00',
    ],
  },
  {
    format: 'secret-reference',
    good: ['env:PREFLIGHT_TOKEN', 'env:_a1', 'file:/etc/token'],
    bad: ['hunter2', 'env:', 'env:1A', 'env:A B', 'file:token', 'file:', 'file:/', 'ENV:A'],
  },
] as const;

for (const { format, good, bad } of rows) {
  const found = FORMATS.find(({ name }) => name === format);
  test(`${format} takes what it should`, async (t) => {
    for (const text of good) t.equal(found?.whyNot(text), undefined, text);
  });
  test(`${format} says why it does not take the rest`, async (t) => {
    for (const text of bad) t.match(found?.whyNot(text) ?? 'taken', /^(is|has) /, text);
  });
}

test('every format is tested here', async (t) => {
  t.strictSame(
    FORMATS.map(({ name }) => name),
    rows.map(({ format }) => format),
  );
});

test('a place is split at its port', async (t) => {
  t.strictSame(splitPlace('10.0.0.1:443'), { host: '10.0.0.1', port: 443 });
  t.strictSame(splitPlace('a.example.com'), { host: 'a.example.com' });
});

test('an endpoint is reduced to its host', async (t) => {
  t.equal(hostOfEndpoint('https://a.example.com/'), 'a.example.com');
  t.equal(hostOfEndpoint('a.example.com'), 'a.example.com');
});
