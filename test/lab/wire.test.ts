import { setTimeout as sleep } from 'node:timers/promises';
import { type Test, test } from 'tap';
import {
  type DirectionStats,
  resetWireStats,
  setWire,
  wireStats,
} from '../../src/lab/wire/wire.ts';
import {
  FIRST,
  firstGood,
  hasWireTools,
  inside,
  makeNamespaces,
  ping,
  startAddressedWire,
  startServer,
  VPC,
  type WirePlace,
} from './wire-namespaces.ts';

const NONE = { toVpc: '', toOnPrem: '' };

/** So that ping waits long enough for the last answers. */
const SLOWLY = 'delay=8ms';

/** Where every packet went. */
function accounted({ lost, queueFull, sent, undeliverable, waiting }: DirectionStats): number {
  return lost + queueFull + sent + undeliverable + waiting;
}

test('a wire that is told nothing carries every packet', async (t) => {
  if (!hasWireTools(t)) return;
  const place = await makeNamespaces(t);
  await startAddressedWire(place);
  t.match(await inside(place.onPremNamespace, 'ip', 'link', 'show', 'imp0'), / mtu 1400 /);
  t.match(await ping(place, 50), { sent: 50, answered: 50, duplicates: 0 });
  const { toVpc, toOnPrem } = await wireStats(place.folder);
  t.match(toVpc, { packets: 50, sent: 50, lost: 0, waiting: 0 });
  t.match(toOnPrem, { packets: 50, sent: 50, lost: 0, waiting: 0 });

  await t.test('delay, each way its own', (t) => showDelay(t, place));
  await t.test('loss', (t) => showLoss(t, place));
  await t.test('order and number', (t) => showOrder(t, place));
  await t.test('rate', (t) => showRate(t, place));
  await t.test('only some packets', (t) => showOnly(t, place));
});

async function showDelay(t: Test, place: WirePlace): Promise<void> {
  await setWire(place.folder, { toVpc: 'delay=20ms', toOnPrem: 'delay=30ms' });
  // A busy machine makes packets late, never early: the least delay is what the wire gave.
  const isExact = (ms: number) => ms >= 50 && ms < 50.4;
  const leastRttMs = async () => Math.min(...(await ping(place, 100, 0.005)).rttMs);
  const rttMs = await firstGood(leastRttMs, isExact);
  t.ok(isExact(rttMs), `ping: ${rttMs} ms there and back`);

  const stop = await startServer(place, { protocol: 'udp', port: 2112 }, ...IRTT_SERVER);
  const [toVpcMs, toOnPremMs] = await firstGood(
    () => oneWayDelaysMs(place),
    ([there, back]) => within(there, 20, 0.2) && within(back, 30, 0.2),
  );
  await stop();
  t.ok(within(toVpcMs, 20, 0.2), `irtt: ${toVpcMs} ms to the VPC`);
  t.ok(within(toOnPremMs, 30, 0.2), `irtt: ${toOnPremMs} ms back`);

  await setWire(place.folder, {
    toVpc: 'delay=10ms jitter=4ms dist=uniform order=free',
    toOnPrem: '',
  });
  const spread = (await ping(place, 100)).rttMs;
  t.ok(Math.min(...spread) < 8 && Math.max(...spread) > 12, 'jitter spreads it');

  await setWire(place.folder, NONE);
  const pinging = ping(place, 100, 0.01);
  await sleep(400);
  await setWire(place.folder, { toVpc: 'delay=40ms', toOnPrem: '' });
  const { answered, rttMs: both } = await pinging;
  t.equal(answered, 100, 'a live change loses nothing');
  t.ok(Math.min(...both) < 20 && Math.max(...both) >= 40, 'and takes effect');
}

const IRTT_SERVER = [...FIRST, 'irtt', 'server', '-i', '1ms', '-b', `${VPC}:2112`];

/** Both ends have the same clock, so that irtt knows each way's delay. */
async function oneWayDelaysMs({ onPremNamespace }: WirePlace): Promise<readonly [number, number]> {
  const options = ['-Q', '-o', '-', '-i', '5ms', '-d', '500ms', '-l', '172'];
  const said = await inside(onPremNamespace, ...FIRST, 'irtt', 'client', ...options, `${VPC}:2112`);
  const { stats } = JSON.parse(said) as {
    readonly stats: Record<'send_delay' | 'receive_delay', { readonly min: number }>;
  };
  return [stats.send_delay.min / 1e6, stats.receive_delay.min / 1e6];
}

function within(value: number, expected: number, tolerance: number): boolean {
  return Math.abs(value - expected) <= tolerance;
}

async function showLoss(t: Test, place: WirePlace): Promise<void> {
  const numbers = Array.from({ length: 100 }, (_, index) => index + 1);
  await setWire(place.folder, { toVpc: 'every=10', toOnPrem: SLOWLY });
  const periodic = await ping(place, 100);
  t.same(
    periodic.order,
    numbers.filter((number) => number % 10 !== 0),
    'exactly each tenth',
  );

  await setWire(place.folder, { toVpc: '', toOnPrem: `nth=3,7 ${SLOWLY}` });
  const chosen = await ping(place, 10);
  t.same(chosen.order, [1, 2, 4, 5, 6, 8, 9, 10], 'exactly the third and the seventh');

  await setWire(place.folder, { toVpc: 'loss=10%', toOnPrem: `loss=5% ${SLOWLY}` });
  const random = await ping(place, 300);
  const { toVpc, toOnPrem } = await wireStats(place.folder);
  t.equal(300 - random.answered, toVpc.lost + toOnPrem.lost, 'it counts what ping misses');
  t.ok(toVpc.lost > 10 && toVpc.lost < 60, `${toVpc.lost} of 300 at 10 %`);

  await setWire(place.folder, { toVpc: 'burst=3%,20% seed=7', toOnPrem: SLOWLY });
  const bursts = await ping(place, 300);
  const gaps = bursts.order.map((number, index) => number - (bursts.order[index - 1] ?? 0) - 1);
  t.equal(300 - bursts.answered, (await wireStats(place.folder)).toVpc.lost);
  t.ok(Math.max(...gaps) >= 5, `bursts of up to ${Math.max(...gaps)}`);

  await setWire(place.folder, { toVpc: 'down=1', toOnPrem: SLOWLY });
  t.equal((await ping(place, 5)).answered, 0, 'down is down');
  t.match((await wireStats(place.folder)).toVpc, { packets: 5, lost: 5, sent: 0 });
  await resetWireStats(place.folder);
  t.match((await wireStats(place.folder)).toVpc, { settings: 'down=1', packets: 0, lost: 0 });
}

async function showOrder(t: Test, place: WirePlace): Promise<void> {
  await setWire(place.folder, { toVpc: 'dup=20%', toOnPrem: SLOWLY });
  const twice = await ping(place, 200);
  const { toVpc } = await wireStats(place.folder);
  t.ok(toVpc.duplicated > 10, `${toVpc.duplicated} copies`);
  t.equal(twice.duplicates, toVpc.duplicated);
  t.equal(accounted(toVpc), toVpc.packets + toVpc.duplicated);

  const reordering = { toVpc: 'delay=20ms reorder=10%,15ms', toOnPrem: SLOWLY };
  await setWire(place.folder, reordering);
  t.ok(overtaken((await ping(place, 100)).order) > 0, 'some overtake others');
  await setWire(place.folder, { toVpc: 'delay=10ms jitter=5ms', toOnPrem: SLOWLY });
  t.equal(overtaken((await ping(place, 100)).order), 0, 'jitter alone does not');

  await setWire(place.folder, { toVpc: 'corrupt=100% only=icmp', toOnPrem: SLOWLY });
  t.equal((await ping(place, 5)).answered, 0, 'nobody answers what is corrupt');
  t.match((await wireStats(place.folder)).toVpc, { sent: 5, lost: 0 });
}

function overtaken(order: readonly number[]): number {
  return order.filter((number, index) => number < (order[index - 1] ?? 0)).length;
}

const PAYLOAD_BYTES = 1348;
const HEADER_BYTES = 28;

async function showRate(t: Test, place: WirePlace): Promise<void> {
  await setWire(place.folder, { toVpc: 'rate=20mbit queue=40ms', toOnPrem: '' });
  const stop = await startServer(place, { protocol: 'tcp', port: 5201 }, 'iperf3', '-s', '-4');
  const options = ['-c', VPC, '-u', '-b', '40M', '-l', String(PAYLOAD_BYTES), '-t', '1', '-J'];
  const measure = async (): Promise<number> => {
    const { end } = JSON.parse(await inside(place.onPremNamespace, 'iperf3', ...options)) as {
      readonly end: { readonly sum_received: { readonly bits_per_second: number } };
    };
    return (end.sum_received.bits_per_second * (PAYLOAD_BYTES + HEADER_BYTES)) / PAYLOAD_BYTES;
  };
  const rateBps = await firstGood(measure, (bps) => within(bps, 20e6, 1e6));
  await stop();
  t.ok(within(rateBps, 20e6, 1e6), `iperf3: ${rateBps / 1e6} Mbit/s`);
  const { toVpc } = await wireStats(place.folder);
  t.ok(toVpc.queueFull > 0, 'the rest does not fit into the queue');
  t.ok(toVpc.delayMaxMs >= 30, 'which makes what fits wait');
  t.equal(accounted(toVpc), toVpc.packets);
}

const SEND = `
import socket, sys
address = sys.argv[1]
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for port in (53, 53, 53, 54):
    udp.sendto(b'hello', (address, port))
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(('', 53))
udp.sendto(b'from port 53', (address, 55))
tcp = socket.socket()
tcp.setblocking(False)
tcp.connect_ex((address, 53))
`;

async function showOnly(t: Test, place: WirePlace): Promise<void> {
  const cases = [
    ['udp/53', 4],
    ['tcp/53', 1],
    ['udp/53,tcp/53', 5],
    ['udp', 5],
    ['tcp', 1],
    ['icmp', 3],
    ['icmp,udp/54', 4],
    ['tcp/54', 0],
  ] as const;
  for (const [only, lost] of cases) {
    await setWire(place.folder, { toVpc: `down=1 only=${only}`, toOnPrem: SLOWLY });
    await inside(place.onPremNamespace, 'python3', '-c', SEND, VPC);
    const { answered } = await ping(place, 3);
    t.equal(answered, only.startsWith('icmp') ? 0 : 3, `ping under only=${only}`);
    const { toVpc } = await wireStats(place.folder);
    t.match(toVpc, { packets: lost, lost, untouched: 9 - lost }, `only=${only}`);
  }
}
