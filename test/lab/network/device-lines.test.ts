import { test } from 'tap';
import { NOTHING } from '../../../src/lab/conditions.ts';
import { deviceLines } from '../../../src/lab/network/device-lines.ts';

const BROKEN = {
  ...NOTHING,
  links: [
    { at: 'vpc-router', device: 'dx0', mtuBytes: 1500 },
    { at: 'vpc-router', device: 'api-a', up: false },
    { at: 'onprem-router', device: 'lan', mtuBytes: 1400 },
  ],
  queues: [{ at: 'peer', device: 'eth0', discipline: 'tbf rate 80mbit burst 64kb latency 50ms' }],
  bridges: [{ at: 'host', device: 'docker0', address: '172.20.0.1/16' }],
} as const;

test('a fault’s devices are changed, and only on their host', async (t) => {
  t.strictSame(deviceLines(NOTHING, BROKEN, 'vpc-router').impair, [
    'link set dx0 mtu 1500 up',
    'link set api-a mtu 9001 down',
  ]);
  t.strictSame(deviceLines(NOTHING, BROKEN, 'peer'), {
    mend: [],
    impair: [],
    queues: ['qdisc replace dev eth0 root tbf rate 80mbit burst 64kb latency 50ms'],
  });
  t.strictSame(deviceLines(NOTHING, BROKEN, 'host').impair, [
    'link add docker0 type bridge',
    'addr add 172.20.0.1/16 dev docker0',
    'link set docker0 up',
  ]);
});

test('mended, they are as they were built', async (t) => {
  t.strictSame(deviceLines(BROKEN, NOTHING, 'vpc-router').mend, [
    'link set dx0 mtu 9001 up',
    'link set api-a mtu 9001 up',
  ]);
  t.strictSame(deviceLines(BROKEN, NOTHING, 'onprem-router').mend, ['link set lan mtu 9000 up']);
  t.strictSame(deviceLines(BROKEN, NOTHING, 'peer').queues, ['qdisc del dev eth0 root']);
  t.strictSame(deviceLines(BROKEN, NOTHING, 'host').mend, ['link del docker0']);
});

test('a device that no host has is a mistake of the catalogue', async (t) => {
  const links = [{ at: 'host', device: 'eth7', up: false }] as const;
  t.throws(() => deviceLines({ ...NOTHING, links }, NOTHING, 'host'), /host has no device eth7/);
});
