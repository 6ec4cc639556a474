import { execFileSync } from 'node:child_process';
import { test } from 'tap';
import { awsLines, firewallRow, nftLine } from '#lib/firewall-lines.ts';

const API = {
  direction: 'to-aws',
  protocol: 'tcp',
  ports: ['443', '30000-30999'],
  sources: ['10.80.0.0/16', '10.85.0.0/16'],
  destinations: ['10.20.1.10', '10.20.2.10'],
  purpose: 'Kubernetes API',
} as const;

test('a row says what from where to where', (t) => {
  t.equal(
    firewallRow(API),
    'tcp 443, 30000-30999 from 10.80.0.0/16, 10.85.0.0/16 to 10.20.1.10, 10.20.2.10',
  );
  t.equal(firewallRow({ ...API, sources: [] }).includes('from this host'), true);
  t.end();
});

test('nft takes the line as it stands', (t) => {
  const base =
    'add table inet filter\nadd chain inet filter forward { type filter hook forward priority 0; }\n';
  for (const rule of [API, { ...API, ports: ['53'], sources: [], destinations: ['10.0.0.0/8'] }]) {
    const line = (nftLine(rule) ?? '').replace(/^nft /, '');
    execFileSync('unshare', ['-rn', 'nft', '-c', '-f', '-'], { input: `${base}${line}\n` });
    t.match(line, 'accept');
  }
  t.throws(() =>
    execFileSync('unshare', ['-rn', 'nft', '-c', '-f', '-'], {
      input: 'add rule rubbish',
      stdio: 'pipe',
    }),
  );
  t.equal(nftLine({ ...API, destinations: ['api.example.com'] }), undefined);
  t.end();
});

/** What a shell makes of the line: its words, with the looked-up group in place of the look-up. */
function words(line: string): readonly string[] {
  const script = `aws() { case "$1" in ec2) if [ "$2" = describe-network-interfaces ]; then echo sg-eni; else printf '%s\\n' "$@"; fi;; eks) echo "sg-of-$4";; *) echo sg-outbound;; esac; }\n${line}`;
  return execFileSync('sh', ['-c', script]).toString().trimEnd().split('\n');
}

test('the AWS CLI gets the group of whoever has the address, and permissions in JSON', (t) => {
  const lines = awsLines(API, 'prod');
  t.equal(lines.length, 2);
  const [, action, , group, , permissions = ''] = words(lines[0] ?? '');
  t.equal(action, 'authorize-security-group-ingress');
  t.equal(group, 'sg-eni');
  const range = { IpRanges: [{ CidrIp: '10.80.0.0/16', Description: 'Kubernetes API' }, {}] };
  t.match(JSON.parse(permissions), [
    { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ...range },
    { FromPort: 30_000, ToPort: 30_999 },
  ]);
  t.end();
});

test('what goes on premises leaves through the group of the cluster, or of the outbound endpoint', (t) => {
  const kubelet = {
    ...API,
    direction: 'to-on-prem',
    ports: ['10250'],
    destinations: ['10.80.0.9'],
  } as const;
  t.strictSame(words(awsLines(kubelet, 'prod')[0] ?? '').slice(1, 4), [
    'authorize-security-group-egress',
    '--group-id',
    'sg-of-prod',
  ]);
  t.match(words(awsLines(kubelet, 'prod')[0] ?? '').at(-1), '"CidrIp":"10.80.0.9/32"');
  t.equal(words(awsLines({ ...kubelet, ports: ['53'] }, 'prod')[0] ?? '')[3], 'sg-outbound');
  t.strictSame(awsLines({ ...API, direction: 'on-prem' }, 'prod'), []);
  t.end();
});

test('a security group takes no names: none is passed for an address', (t) => {
  const name = 'app.example.com';
  for (const direction of ['to-aws', 'to-on-prem'] as const) {
    t.strictSame(awsLines({ ...API, direction, destinations: [name] }, 'prod'), []);
    const mixed = awsLines({ ...API, direction, destinations: [name, '10.80.0.9'] }, 'prod');
    t.equal(mixed.length, 1);
    t.match(mixed[0], '10.80.0.9');
    t.notMatch(mixed[0], name);
  }
  t.end();
});

test('nobody’s name ends a word of the shell', (t) => {
  const hostile = { ...API, direction: 'to-on-prem', purpose: `x'; touch /tmp/owned; '` } as const;
  const said = words(awsLines(hostile, `a'; echo owned; '`)[0] ?? '');
  t.equal(said[3], `sg-of-a'; echo owned; '`);
  t.equal(said.length, 6);
  t.end();
});
