import { CannotMeasure } from '#core/check.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { Io } from '#core/io.ts';
import { type Act, type Admit, CONNECTION_BYTES } from './admit.ts';
import type { Allowance } from './allowance.ts';
import { guardRegistry } from './guard-registry.ts';
import { guardStorage } from './guard-storage.ts';
import { NO_HARDWARE, NO_HTTPS, NO_KUBELET, NO_STATE } from './private.ts';
import { mayAsk, maySend, type Policy } from './policy.ts';

export interface GuardOptions {
  readonly policy: Policy;
  readonly audit: (act: Act) => void;
  readonly allowance: Allowance;
  /** What stands here for the address that every VPC's resolver has. */
  readonly vpcResolver?: Endpoint;
}

/** Every VPC has its resolver there, and nothing else has that address (Route 53 Resolver). */
export const VPC_RESOLVER: Endpoint = { address: '169.254.169.253', port: 53 };

const DNS_QUESTION_BYTES = 100;
/** A search of a path MTU, at most: a few rounds of 128 KiB. */
const PROBES_BYTES = 2 * 1024 * 1024;

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
  const { clock, host, far, share, progress } = io;
  // One by one: what is new is not lent to anybody before somebody has thought about it.
  return {
    ...{ clock, host, far, share, progress },
    stamp: {
      prepare: () => Promise.reject(noStreams()),
      stream: () => Promise.reject(noStreams()),
    },
    icmp: { ping: () => Promise.reject(noStreams()) },
    pathMtu: guardPathMtu(io, admit),
    trace: {
      run: async (plan, ...rest) => {
        admit('trace', plan, TRACE_PACKETS * (plan.packetBytes ?? SMALL_PACKET_BYTES));
        return io.trace.run(plan, ...rest);
      },
    },
    hostState: NO_STATE,
    https: NO_HTTPS,
    iperf3: { run: () => Promise.reject(noStreams()) },
    gpu: NO_HARDWARE,
    kubelet: NO_KUBELET,
    registry: guardRegistry(io, admit),
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

/** No case of ours is measured so; whoever asks for it would have packets sent that nobody counts. */
function noStreams(): CannotMeasure {
  return new CannotMeasure(
    'The peer answers test packets, and sends none of its own.',
    'Measure the link from the host.',
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
