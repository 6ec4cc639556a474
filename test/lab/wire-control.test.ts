import { existsSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'tap';
import { processesIn } from '../../src/lab/processes.ts';
import { setWire, startWire, stopWire, wireStats } from '../../src/lab/wire/wire.ts';
import {
  hasWireTools,
  inside,
  makeNamespaces,
  ping,
  startAddressedWire,
} from './wire-namespaces.ts';

const NONE = { toVpc: '', toOnPrem: '' };

const BAD_WORDS = [
  ...[
    'foo=1',
    'delay',
    'delay=20',
    'delay=-1ms',
    'delay=1e3ms',
    'loss=1',
    'loss=101%',
    'every=1.5',
  ],
  ...['nth=', 'burst=1%', 'reorder=1%,1%', 'dist=gauss', 'rate=20', 'down=yes', 'only=udp/x'],
  ...['only=udp/65536', 'only=icmp/53', 'only=sctp', 'dup=١%'],
];

test('words that are none are refused', async (t) => {
  if (!hasWireTools(t)) return;
  const place = await makeNamespaces(t);
  await startAddressedWire(place);
  await setWire(place.folder, { toVpc: 'delay=1ms', toOnPrem: 'loss=1% loss=0%' });
  const before = await wireStats(place.folder);
  for (const word of BAD_WORDS) {
    const refused = setWire(place.folder, { toVpc: `loss=1% ${word} down=1`, toOnPrem: '' });
    await t.rejects(refused, { name: 'LabError', message: `"${word}"` }, word);
  }
  t.same(await wireStats(place.folder), before, 'and nothing has changed');
});

test('clients that mean harm do no harm', async (t) => {
  if (!hasWireTools(t)) return;
  const place = await makeNamespaces(t);
  await startAddressedWire(place);
  const path = join(place.folder, 'control');
  const idle = Array.from({ length: 20 }, () => client(path));
  const loud = client(path);
  const thrownOut = new Promise((resolve) => loud.once('close', resolve));
  loud.write(Buffer.alloc(1_000_000, 'x'));
  const binary = client(path);
  binary.write(Buffer.from([0xff, 0x00, 0xfe, 0x0a]));
  const rude = client(path);
  rude.end('stats'); // no line: it ends before
  const { answered, rttMs } = await ping(place, 200);
  t.equal(answered, 200, 'packets pass');
  t.ok(Math.min(...rttMs) < 5, `in ${Math.min(...rttMs)} ms`);
  t.equal((await wireStats(place.folder)).toVpc.packets, 200, 'and it still answers');
  t.equal(
    await Promise.race([thrownOut.then(() => 'out'), sleep(2000, 'in', { ref: false })]),
    'out',
    'it listens to no endless line',
  );
  for (const socket of [...idle, loud, binary, rude]) socket.destroy();
});

function client(path: string): Socket {
  return connect(path).on('error', () => undefined); // it may be thrown out
}

test('nothing is left when the wire ends', async (t) => {
  if (!hasWireTools(t)) return;
  const place = await makeNamespaces(t);
  await startAddressedWire(place);
  const namespaces = [place.onPremNamespace, place.vpcNamespace];
  const traces = async () => ({
    processes: (await processesIn(namespaces)).length,
    links: await Promise.all(namespaces.map((name) => inside(name, 'ip', '-brief', 'link'))),
    control: existsSync(join(place.folder, 'control')),
  });
  const nothing = { processes: 0, links: [/^lo [^\n]*$/, /^lo [^\n]*$/], control: false };
  await stopWire(place, place.folder);
  t.match(await traces(), nothing, 'stopped');
  await stopWire(place, place.folder);
  await t.rejects(wireStats(place.folder), { name: 'LabError', message: /not answer/ });

  await startWire(place, NONE, place.folder);
  const [wire] = await processesIn(namespaces);
  const pid = wire?.pid ?? 0;
  t.ok(pid > 1, 'it runs in a namespace of the lab');
  process.kill(pid, 'SIGTERM');
  while (existsSync(`/proc/${pid}`)) await sleep(5);
  t.match(await traces(), nothing, 'told to end');
});

test('a wire that cannot start says why', async (t) => {
  if (!hasWireTools(t)) return;
  const place = await makeNamespaces(t);
  const long = join(place.folder, 'x'.repeat(100));
  await t.rejects(startWire(place, NONE, long), { name: 'LabError', message: /107 bytes/ });
  const bad = startWire(place, { ...NONE, toVpc: 'delay=soon' }, place.folder);
  await t.rejects(bad, { message: 'the impaired wire did not start: impair.py: "delay=soon"' });
  const nowhere = startWire({ ...place, vpcNamespace: 'hp-none' }, NONE, place.folder);
  await t.rejects(nowhere, { message: /cannot make imp0 in hp-none: No such file/ });
  t.same(await processesIn([place.onPremNamespace]), [], 'nothing is left of it');
});
