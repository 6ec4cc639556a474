import { test } from 'tap';
import { ATTACHMENTS, attachmentsOf } from '#lib/pmtu/attachments.ts';
import { cniMtuBytes, mssBytes, type Overlay, podMtuBytes } from '#lib/pmtu/overlay.ts';

// Calico's table for a network of 1500 bytes, and a VPN of AWS beneath VXLAN.
const rows: readonly (Overlay & { readonly pathBytes: number; readonly podBytes: number })[] = [
  { encapsulation: 'none', outer: 'ipv4', pathBytes: 1500, podBytes: 1500 },
  { encapsulation: 'none', outer: 'ipv6', pathBytes: 1500, podBytes: 1500 },
  { encapsulation: 'ipip', outer: 'ipv4', pathBytes: 1500, podBytes: 1480 },
  { encapsulation: 'vxlan', outer: 'ipv4', pathBytes: 1500, podBytes: 1450 },
  { encapsulation: 'vxlan', outer: 'ipv6', pathBytes: 1500, podBytes: 1430 },
  { encapsulation: 'wireguard', outer: 'ipv4', pathBytes: 1500, podBytes: 1440 },
  { encapsulation: 'wireguard', outer: 'ipv6', pathBytes: 1500, podBytes: 1420 },
  { encapsulation: 'geneve', outer: 'ipv4', pathBytes: 1500, podBytes: 1440 },
  { encapsulation: 'geneve', outer: 'ipv6', pathBytes: 1500, podBytes: 1420 },
  { encapsulation: 'geneve', outer: 'ipv4', optionBytes: 12, pathBytes: 1500, podBytes: 1438 },
  { encapsulation: 'vxlan', outer: 'ipv4', pathBytes: 1446, podBytes: 1396 },
  { encapsulation: 'vxlan', outer: 'ipv4', pathBytes: 9001, podBytes: 8951 },
];

for (const { pathBytes, podBytes, ...overlay } of rows) {
  const { encapsulation, outer, optionBytes = 0 } = overlay;
  test(`${pathBytes} bytes carry pods of ${podBytes} by ${encapsulation} over ${outer}, ${optionBytes} bytes of options`, (t) => {
    t.equal(podMtuBytes(pathBytes, overlay), podBytes);
    t.equal(cniMtuBytes('calico', pathBytes, overlay), podBytes);
    t.end();
  });
}

test('Cilium takes the overhead off by itself', (t) => {
  t.equal(cniMtuBytes('cilium', 1446, { encapsulation: 'vxlan', outer: 'ipv4' }), 1446);
  t.end();
});

test('the MSS is that of the VPN documentation', (t) => {
  t.equal(mssBytes(1446, 'ipv4'), 1406);
  t.equal(mssBytes(1438, 'ipv4'), 1398);
  t.equal(mssBytes(1500, 'ipv6'), 1440);
  t.end();
});

const limits = [
  { mtuBytes: 8500, ids: ['transit-gateway', 'dx-transit-jumbo', 'dx-private-8500'] },
  { mtuBytes: 1446, ids: ['vpn-aes-gcm'] },
  { mtuBytes: 1406, ids: ['vpn-aes-cbc-sha512-nat'] },
  { mtuBytes: 1492, ids: ['pppoe'] },
  { mtuBytes: 1447, ids: [] },
];

for (const { mtuBytes, ids } of limits) {
  test(`${mtuBytes} bytes: ${ids.join(', ') || 'nothing known'}`, (t) => {
    t.strictSame(
      attachmentsOf(mtuBytes).map(({ id }) => id),
      ids,
    );
    t.end();
  });
}

test('each attachment has a name of its own', (t) => {
  t.equal(new Set(ATTACHMENTS.map(({ id }) => id)).size, ATTACHMENTS.length);
  t.end();
});
