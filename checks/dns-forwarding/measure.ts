import type { Endpoint } from '#core/endpoint.ts';
import type { DnsQuestion, Io } from '#core/io.ts';
import { askWhole, SAFE_PAYLOAD_BYTES } from '#lib/dns/ask-whole.ts';
import { askAll } from './ask-all.ts';
import type {
  Asked,
  DnsMeasurement,
  NamesMeasurement,
  Purpose,
  RedundancyMeasurement,
  SystemMeasurement,
} from './measurement.ts';
import { answerTimes } from './speed.ts';
import type { DnsTarget, NamesTarget, RedundancyTarget, SystemTarget } from './target.ts';

type World = Pick<Io, 'dns' | 'host' | 'progress'>;

export function measure(
  target: DnsTarget,
  io: World,
  signal: AbortSignal,
): Promise<DnsMeasurement> {
  switch (target.kind) {
    case 'names':
      return measureNames(target, io, signal);
    case 'system':
      return measureSystem(target, io, signal);
    case 'redundancy':
      return measureRedundancy(target, io, signal);
  }
}

type Planned = Pick<Asked, 'purpose' | 'question'>;

async function measureNames(
  target: NamesTarget,
  { dns, progress }: World,
  signal: AbortSignal,
): Promise<NamesMeasurement> {
  const { resolver, timeoutMs } = target;
  const server = { address: resolver.address, port: resolver.port };
  const ask = async ({ purpose, question }: Planned): Promise<Asked> => ({
    purpose,
    question,
    outcome: await dns.ask(server, question, { timeoutMs }, signal),
  });
  const asked = await askAll(questionsOf(target), ask, progress);
  return { kind: 'names', asked: [...asked, ...(await askAgain(target, asked, ask))] };
}

/** Enough for a median. */
const AGAIN = 3;

/** Many questions at once may be slow because they are many, or because this host is busy starting them. */
async function askAgain(
  { names, answerMs }: NamesTarget,
  asked: readonly Asked[],
  ask: (planned: Planned) => Promise<Asked>,
): Promise<readonly Asked[]> {
  const times = answerTimes(asked.filter(({ purpose }) => purpose === 'small'));
  const [first] = names;
  if (times === undefined || times.medianMs <= answerMs.pass || first === undefined) return [];
  const again: Asked[] = [];
  for (let index = 0; index < AGAIN; index += 1) {
    const { name } = names[index % names.length] ?? first;
    again.push(await ask({ purpose: 'again', question: overUdp({ name, type: 'A' }) }));
  }
  return again;
}

function questionsOf({ names, bigAnswer, probes }: NamesTarget): readonly Planned[] {
  return [
    ...names.flatMap(({ name }) => everyWay('small', { name, type: 'A' })),
    ...(bigAnswer === null ? [] : everyWay('big', bigAnswer)),
    ...probes.map(
      (name) => ({ purpose: 'probe', question: overUdp({ name, type: 'A' }) }) as const,
    ),
    // Who answers this is no dead address, even if it is silent for every name.
    { purpose: 'alive', question: overUdp({ name: '.', type: 'SOA' }) },
  ];
}

/** What many resolvers still announce: an answer between the two sizes leaves in fragments. */
const LARGE_PAYLOAD_BYTES = 4096;

function everyWay(purpose: Purpose, asked: Pick<DnsQuestion, 'name' | 'type'>): readonly Planned[] {
  const ways = [
    { transport: 'udp', udpPayloadBytes: SAFE_PAYLOAD_BYTES },
    { transport: 'udp', udpPayloadBytes: LARGE_PAYLOAD_BYTES },
    { transport: 'tcp', udpPayloadBytes: SAFE_PAYLOAD_BYTES },
  ] as const;
  return ways.map((way) => ({ purpose, question: { name: asked.name, type: asked.type, ...way } }));
}

function overUdp(asked: Pick<DnsQuestion, 'name' | 'type'>): DnsQuestion {
  return { ...asked, transport: 'udp', udpPayloadBytes: SAFE_PAYLOAD_BYTES };
}

async function measureSystem(
  { references, names, timeoutMs }: SystemTarget,
  { dns, host, progress }: World,
  signal: AbortSignal,
): Promise<SystemMeasurement> {
  const nameServers = await host.nameServers(signal);
  const direct = references.map(({ address, port }) => ({ address, port }));
  const pairs = [...nameServers, ...direct].flatMap((server) =>
    names.map((name) => ({ server, name })),
  );
  const ask = async ({ server, name }: { readonly server: Endpoint; readonly name: string }) => ({
    server,
    name,
    outcome: await askWhole(dns, { server, name, timeoutMs }, signal),
  });
  const asked = await askAll(pairs, ask, progress);
  const systemCount = nameServers.length * names.length;
  return {
    kind: 'system',
    nameServers,
    system: asked.slice(0, systemCount),
    direct: asked.slice(systemCount),
  };
}

async function measureRedundancy(
  { servers, question, timeoutMs }: RedundancyTarget,
  { dns, progress }: World,
  signal: AbortSignal,
): Promise<RedundancyMeasurement> {
  const small = overUdp(question);
  const ask = async (server: Endpoint) => ({
    server,
    outcome: await dns.ask(server, small, { timeoutMs }, signal),
  });
  return { kind: 'redundancy', asked: await askAll(servers, ask, progress) };
}
