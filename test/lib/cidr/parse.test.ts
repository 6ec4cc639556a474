import { test } from 'tap';
import { formatCidr, parseAddress, parseCidr } from '#lib/cidr/parse.ts';

const good = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '192.0.2.1/32',
  '::/0',
  '2001:db8::/32',
  'fd00::/64',
  '64:ff9b::/96',
];

for (const text of good) {
  test(`${text} is a CIDR and comes back as written`, (t) => {
    const parsed = parseCidr(text);
    t.equal(parsed.ok && formatCidr(parsed.cidr), text);
    t.end();
  });
}

const rewritten = [
  { text: '2001:DB8:0:0:0:0:0:0/32', canonical: '2001:db8::/32' },
  { text: '::ffff:192.0.2.0/120', canonical: '::ffff:c000:200/120' },
  { text: '64:ff9b::8.8.8.0/120', canonical: '64:ff9b::808:800/120' },
  { text: '1:0:0:2:0:0:0:0/64', canonical: '1:0:0:2::/64' },
];

for (const { text, canonical } of rewritten) {
  test(`${text} is ${canonical}`, (t) => {
    const parsed = parseCidr(text);
    t.equal(parsed.ok && formatCidr(parsed.cidr), canonical);
    t.end();
  });
}

// What ip-cidr, netmask or ip-address were seen to accept, and people to write.
const bad = [
  { text: '', why: /no prefix length/ },
  { text: '10.0.0.0', why: /no prefix length/ },
  { text: '10.0.0.0/', why: /no plain number/ },
  { text: '10.0.0.0/33', why: /beyond 32/ },
  { text: '10.0.0.0/-1', why: /no plain number/ },
  { text: '10.0.0.0/8abc', why: /no plain number/ },
  { text: '10.0.0.0/08', why: /no plain number/ },
  { text: '10.0.0.0/+8', why: /no plain number/ },
  { text: '10.0.0.0/ 8', why: /no plain number/ },
  { text: '10.0.0.0/0x8', why: /no plain number/ },
  { text: '10.0.0.0/1e1', why: /no plain number/ },
  { text: '10.0.0.0/8/9', why: /more than one slash/ },
  { text: '010.0.0.0/8', why: /leading zeros/ },
  { text: '0x0a.0.0.0/8', why: /no plain number/ },
  { text: '10.1/16', why: /four octets/ },
  { text: '167772160/8', why: /four octets/ },
  { text: '10.0.0.256/32', why: /beyond 255/ },
  { text: ' 10.0.0.0/8', why: /no plain number/ },
  { text: '10.0.0.1/8', why: /its network is 10\.0\.0\.0\/8/ },
  { text: '172.32.0.0/10', why: /its network is 172\.0\.0\.0\/10/ },
  { text: 'fd00::1g/64', why: /hexadecimal/ },
  { text: 'fd00::/129', why: /beyond 128/ },
  { text: '1::2::3/64', why: /more than one "::"/ },
  { text: '1:2:3:4:5:6:7/64', why: /eight groups/ },
  { text: '1:2:3:4:5:6:7:8:9/64', why: /eight groups/ },
  { text: 'fe80::1%eth0/64', why: /hexadecimal/ },
];

for (const { text, why } of bad) {
  test(`"${text}" is refused with its reason`, (t) => {
    const parsed = parseCidr(text);
    t.match(parsed.ok ? '' : parsed.why, why);
    t.end();
  });
}

test('host bits can be cleared instead, and are told', (t) => {
  const parsed = parseCidr('10.0.0.1/8', { hostBits: 'mask' });
  t.match(parsed, { ok: true, masked: true, cidr: { prefixLength: 8 } });
  t.match(parseCidr('10.0.0.0/8', { hostBits: 'mask' }), { ok: true, masked: false });
  t.end();
});

test('an address needs no prefix', (t) => {
  t.match(parseAddress('192.0.2.1'), { ok: true, address: { family: 4, value: 3221225985n } });
  t.match(parseAddress('::1'), { ok: true, address: { family: 6, value: 1n } });
  t.equal(parseAddress('192.0.2').ok, false);
  t.end();
});
