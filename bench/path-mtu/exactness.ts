import { execa } from 'execa';
import type { Finding } from '#lib/pmtu/finding.ts';
import { applyFaults, clearFaults } from '../../src/lab/lab.ts';
import { type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import type { HostName } from '../../src/lab/topology/hosts.ts';
import { medianOf, PEER, withLab } from '../link/world.ts';

// The path MTU engine against paths of random MTU in the lab: how often it is exact, open or wrong, with how many probes
// and how fast; and tracepath once, in a black hole.

const PORT = 7555;
const VPC = '10.20.0.0/16';
const TURNS = 20;

interface Found {
  readonly finding: Finding;
  readonly ms: number;
}

interface Kind {
  readonly what: string;
  readonly faults: readonly string[];
  /** Sets the path to so many bytes; returns what truly passes. */
  readonly set: (place: LabPlace, bytes: number) => Promise<number>;
  readonly flush?: false;
}

const inside = (place: LabPlace, host: HostName, ...command: readonly string[]) =>
  execa('ip', ['netns', 'exec', namespaceOf(place, host), ...command]);

async function narrowRoute(place: LabPlace, bytes: number): Promise<number> {
  const { stdout } = await inside(place, 'onprem-router', 'ip', 'route', 'show', VPC);
  const [line = ''] = stdout.split('\n');
  const words = line
    .replace(/ mtu( lock)? \d+/, '')
    .trim()
    .split(/\s+/);
  await inside(
    place,
    'onprem-router',
    'ip',
    'route',
    'replace',
    ...words,
    'mtu',
    'lock',
    String(bytes),
  );
  return bytes;
}

async function narrowLink(place: LabPlace, bytes: number): Promise<number> {
  await inside(place, 'vpc-router', 'ip', 'link', 'set', 'dx0', 'mtu', String(bytes));
  return bytes + 4; // a veth takes a VLAN tag more than its MTU
}

async function withLoss(place: LabPlace, bytes: number): Promise<number> {
  const rule =
    'add table ip bench { chain in { type filter hook forward priority 0; numgen random mod 100 < 1 drop; }; }';
  await inside(place, 'vpc-router', 'nft', 'delete', 'table', 'ip', 'bench').catch(() => undefined);
  await inside(place, 'vpc-router', 'nft', rule);
  return narrowRoute(place, bytes);
}

const HOLE = ['blackhole-1438-to-vpc'];
const KINDS: readonly Kind[] = [
  { what: 'whole path', faults: [], set: () => Promise.resolve(9000) },
  { what: 'router says so', faults: ['mtu-1438-to-vpc'], set: narrowRoute },
  { what: 'learned before', faults: ['mtu-1438-to-vpc'], set: narrowRoute, flush: false },
  { what: 'black hole', faults: HOLE, set: narrowRoute },
  { what: 'black hole, MSS clamped', faults: ['mss-clamped'], set: narrowRoute },
  { what: 'black hole, 1 % lost', faults: HOLE, set: withLoss },
  { what: 'L2 mismatch', faults: ['l2-mismatch'], set: narrowLink },
  {
    what: 'only the other way',
    faults: ['blackhole-1438-to-onprem'],
    set: () => Promise.resolve(9000),
  },
];

async function search(place: LabPlace, words: readonly string[]): Promise<Found> {
  const script = new URL('search-inside.ts', import.meta.url).pathname;
  const args = [process.execPath, script, PEER, String(PORT), ...words];
  const { stdout } = await inside(place, 'host', ...args);
  return JSON.parse(stdout) as Found;
}

/** Larger ones among them, as path MTUs lie anywhere. */
const randomMtu = (): number => 1280 + Math.floor(Math.random() * (8999 - 1280));

async function measure(place: LabPlace, kind: Kind, words: readonly string[]): Promise<void> {
  await clearFaults(place);
  if (kind.faults.length > 0) await applyFaults(place, kind.faults);
  const found: (Found & { readonly truth: number })[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    await inside(place, 'host', 'ip', 'route', 'flush', 'cache');
    const truth = await kind.set(place, randomMtu());
    if (kind.flush === false) await search(place, words);
    found.push({ ...(await search(place, words)), truth });
  }
  const known = found.filter(({ finding }) => finding.kind !== 'inconclusive');
  const right = known.filter(
    ({ finding, truth }) => 'mtuBytes' in finding && finding.mtuBytes === truth,
  );
  const probes = found.map(({ finding }) => finding.probes);
  const ms = medianOf(found.map((one) => one.ms));
  const row = [
    kind.what.padEnd(24),
    `${right.length} right`,
    `${found.length - known.length} open`,
    `${known.length - right.length} wrong`,
    `probes ${medianOf(probes)} (${Math.max(...probes)})`,
    `${ms.toFixed(0)} ms`,
  ];
  console.log(row.join('  '));
}

await withLab(async (place) => {
  const lease = inside(
    place,
    'peer',
    ...[process.execPath, new URL('lease-inside.ts', import.meta.url).pathname, PEER, String(PORT)],
  );
  const words = await new Promise<readonly string[]>((resolve) => {
    lease.stdout.once('data', (line: Buffer) => {
      resolve(JSON.parse(line.toString()) as readonly string[]);
    });
  });
  for (const kind of KINDS) await measure(place, kind, words);
  await clearFaults(place);
  await applyFaults(place, HOLE);
  await inside(place, 'host', 'ip', 'route', 'flush', 'cache');
  const ours = await search(place, words);
  await inside(place, 'host', 'ip', 'route', 'flush', 'cache');
  const startedMs = performance.now();
  const { stdout } = await inside(place, 'host', 'tracepath', '-n', PEER);
  const theirsMs = performance.now() - startedMs;
  const said = /Resume: .*/.exec(stdout)?.[0] ?? stdout.trim().split('\n').at(-1);
  console.log(
    `black hole of 1438: ours ${ours.ms.toFixed(0)} ms, tracepath ${(theirsMs / 1000).toFixed(1)} s (${said ?? ''}), ${(ours.ms / theirsMs).toFixed(4)} of it`,
  );
  lease.kill('SIGKILL');
  await lease.catch(() => undefined);
});
