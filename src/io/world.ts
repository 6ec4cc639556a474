import { NOBODY } from '#core/far.ts';
import type { Io } from '#core/io.ts';
import { createClock } from './clock.ts';
import { createDescriptors } from './descriptors.ts';
import { createDns } from './dns.ts';
import { createGpu } from './gpu/gpu.ts';
import { createHost } from './host.ts';
import { createHostState } from './host-state/host-state.ts';
import { createHttps } from './https/https.ts';
import { createIcmp } from './icmp/icmp.ts';
import { createIperf3 } from './iperf3/client.ts';
import { createKubelet } from './kubelet/kubelet.ts';
import { createNfs } from './nfs/services.ts';
import { createPathMtuProbes } from './path-mtu/probes.ts';
import { createRegistry } from './registry/registry.ts';
import { createShare } from './share.ts';
import { createStamp } from './stamp/stamp.ts';
import { createStorage } from './storage/storage.ts';
import { createTracer } from './trace/tracer.ts';
import { createTcp } from './tcp.ts';
import { createUdp } from './udp.ts';

/** The real world. Everything that opens a socket shares one bound on open descriptors. */
export function createIo(): Io {
  const descriptors = createDescriptors();
  return {
    clock: createClock(),
    tcp: createTcp(descriptors),
    udp: createUdp(descriptors),
    dns: createDns(descriptors),
    https: createHttps(descriptors, process.env),
    host: createHost(),
    hostState: createHostState(),
    far: NOBODY,
    stamp: createStamp(),
    icmp: createIcmp(),
    iperf3: createIperf3(),
    pathMtu: createPathMtuProbes(),
    trace: createTracer(),
    nfs: createNfs(descriptors),
    storage: createStorage(),
    registry: createRegistry(),
    gpu: createGpu(),
    kubelet: createKubelet(),
    share: createShare(),
    progress: () => undefined,
  };
}
