import { CannotMeasure } from '#core/check.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { Io } from '#core/io.ts';
import type { RegistryQuestion } from '#core/registry.ts';
import type { Allowance } from './allowance.ts';
import { mayAsk, maySend, type Policy } from './policy.ts';

/** One thing that a side did, or would not do, for the other. */
export interface Act {
  readonly act:
    | 'tcp.connect'
    | 'udp.exchange'
    | 'dns.ask'
    | 'trace'
    | 'registry.look'
    | 'listen'
    | 'borrow'
    | 'reflect'
    | 'iperf3'
    | 'mount';
  readonly to: string;
  readonly allowed: boolean;
}

export interface GuardOptions {
  readonly policy: Policy;
  readonly audit: (act: Act) => void;
  readonly allowance: Allowance;
  /** What stands here for the address that every VPC's resolver has. */
  readonly vpcResolver?: Endpoint;
}

/** Every VPC has its resolver there, and nothing else has that address (Route 53 Resolver). */
export const VPC_RESOLVER: Endpoint = { address: '169.254.169.253', port: 53 };

/** SYN, ACK, FIN and their answers, without options. */
const CONNECTION_BYTES = 240;
const DNS_QUESTION_BYTES = 100;
/** Two handshakes and two requests of strangers, at most. */
const REGISTRY_BYTES = 16 * 1024;
/** A search of a path MTU, at most: a few rounds of 128 KiB. */
const PROBES_BYTES = 2 * 1024 * 1024;

/** RFC 8881 §2.9, RFC 1833 §2. */
const NFS_PORT = 2049;
const PORTMAPPER_PORT = 111;
/** NULL of two versions, three minor versions and a lookup; as many questions to the portmapper and mountd. */
const NFS_CALLS = 8;

/** Two for each of 30 hops. */
const TRACE_PACKETS = 60;
const SMALL_PACKET_BYTES = 60;

/** Returns the world as a session may use it: nothing goes to third parties, and each act is told. */
export function guardIo(io: Io, { policy, audit, allowance, vpcResolver }: GuardOptions): Io {
  const admit: Admit = (act, to, bytes) => {
    const allowed = act === 'dns.ask' ? mayAsk(policy, to) : maySend(policy, to);
    audit({ act, to: `${to.address}:${to.port}`, allowed });
    if (!allowed) throw refusal(policy, to);
    allowance.spend(bytes);
  };
  return {
    ...io,
    stamp: { stream: () => Promise.reject(noStreams()) },
    icmp: { ping: () => Promise.reject(noStreams()) },
    pathMtu: guardPathMtu(io, admit),
    trace: {
      run: async (plan, ...rest) => {
        admit('trace', plan, TRACE_PACKETS * (plan.packetBytes ?? SMALL_PACKET_BYTES));
        return io.trace.run(plan, ...rest);
      },
    },
    iperf3: { run: () => Promise.reject(noStreams()) },
    gpu: NO_HARDWARE,
    registry: registryOf(io, admit),
    ...guardStorage(io, { policy, audit, admit }),
    tcp: guardTcp(io, admit),
    udp: {
      exchange: async (to, datagram, ...rest) => {
        admit('udp.exchange', to, datagram.length);
        return io.udp.exchange(to, datagram, ...rest);
      },
    },
    dns: {
      ask: async (asked, ...rest) => {
        const server = isVpcResolver(asked) ? (vpcResolver ?? asked) : asked;
        admit('dns.ask', server, DNS_QUESTION_BYTES);
        return io.dns.ask(server, ...rest);
      },
    },
  };
}

/** Throws where the act is not for this session, or one too many. */
type Admit = (act: Act['act'], to: Endpoint, bytes: number) => void;

function guardPathMtu({ pathMtu }: Io, admit: Admit): Io['pathMtu'] {
  return {
    udp: async (to, ...rest) => {
      admit('udp.exchange', to, PROBES_BYTES);
      return pathMtu.udp(to, ...rest);
    },
    echo: () => Promise.reject(noStreams()),
    fragments: async (to, ...rest) => {
      admit('udp.exchange', to, PROBES_BYTES);
      return pathMtu.fragments(to, ...rest);
    },
    // Only looks at what is open.
    tcp: (address, signal) => pathMtu.tcp(address, signal),
  };
}

type Guarding = Pick<GuardOptions, 'policy' | 'audit'> & { readonly admit: Admit };

/** What is written there stays within the export; where it may be written at all, whoever started the peer decides. */
function guardStorage(
  { nfs, storage }: Io,
  { policy, audit, admit }: Guarding,
): Pick<Io, 'nfs' | 'storage'> {
  return {
    nfs: {
      services: async (target, signal) => {
        const { address, port = NFS_PORT } = target;
        for (const one of [port, PORTMAPPER_PORT]) {
          admit('tcp.connect', { address, port: one }, CONNECTION_BYTES * NFS_CALLS);
        }
        return nfs.services(target, signal);
      },
    },
    storage: {
      run: async (plan, ...rest) => {
        const { place } = plan;
        const address = place.kind === 'export' ? place.server : place.path;
        if (!policy.mayMount || place.kind !== 'export') {
          audit({ act: 'mount', to: address, allowed: false });
          throw noMounts();
        }
        admit('mount', { address, port: place.port }, CONNECTION_BYTES);
        return storage.run(plan, ...rest);
      },
    },
  };
}

function guardTcp({ tcp }: Io, admit: Admit): Io['tcp'] {
  return {
    kernelRttsMs: async (to, options, signal) => {
      admit('tcp.connect', to, CONNECTION_BYTES * options.count);
      return tcp.kernelRttsMs(to, options, signal);
    },
    connect: async (to, ...rest) => {
      admit('tcp.connect', to, CONNECTION_BYTES);
      return tcp.connect(to, ...rest);
    },
    exchange: async (to, request, ...rest) => {
      admit('tcp.connect', to, CONNECTION_BYTES + request.bytes.length);
      return tcp.exchange(to, request, ...rest);
    },
  };
}

function noMounts(): CannotMeasure {
  return new CannotMeasure(
    'The peer mounts nothing for others: it was not started so.',
    'Start the peer as root with --mount, where exports may be written to.',
  );
}

/** No case of ours is measured so; whoever asks for it would have packets sent that nobody counts. */
function noStreams(): CannotMeasure {
  return new CannotMeasure(
    'The peer answers test packets, and sends none of its own.',
    'Measure the link from the host.',
  );
}

/** What the peer's own machine is like is nobody else's business. */
const NO_HARDWARE: Io['gpu'] = {
  devices: () => Promise.reject(notOfThePeer()),
  facts: () => Promise.reject(notOfThePeer()),
};

function notOfThePeer(): CannotMeasure {
  return new CannotMeasure(
    'The peer tells nothing of its own hardware.',
    'Measure it from the host.',
  );
}

function registryOf(
  { registry }: Io,
  admit: (act: Act['act'], to: Endpoint, bytes: number) => void,
): Io['registry'] {
  return {
    look: async (question, signal) => {
      admit('registry.look', question.at, REGISTRY_BYTES);
      return registry.look(asStranger(question), signal);
    },
    pull: () => Promise.reject(noSecrets()),
  };
}

/** A host may not have the peer read files of its machine. */
function asStranger(question: RegistryQuestion): RegistryQuestion {
  return { ...question, authority: null, containerdConfig: null };
}

function noSecrets(): CannotMeasure {
  return new CannotMeasure(
    'The peer logs in nowhere: secrets stay with the host.',
    'Log in from the host.',
  );
}

function isVpcResolver({ address, port }: Endpoint): boolean {
  return address === VPC_RESOLVER.address && port === VPC_RESOLVER.port;
}

function refusal(policy: Policy, { address, port }: Endpoint): CannotMeasure {
  if (!policy.mayUsePort(port)) {
    return new CannotMeasure(
      `The peer may not send to port ${port}: it was not started with it.`,
      `Start the peer with --ports and a range that ${port} is in.`,
    );
  }
  return new CannotMeasure(
    `The peer may not send to ${address}: it is neither the host that called nor allowed at the peer.`,
    `Start the peer with --allow and a network that ${address} is in.`,
  );
}
