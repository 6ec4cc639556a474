import { type Change, route, rule } from '../change.ts';
import { type Fault, faultsOf, type StatedFault } from './fault.ts';
import { ON_PREM, PODS, VPC } from './places.ts';

/** What transit VIFs and gateways, plain Ethernet, and VPN tunnels carry. */
const LIMITS_BYTES = [9000, 8500, 1500, 1438, 1400] as const;

/** What the adoption guide asks for. */
const REQUIRED_BYTES = 9000;

const SILENT_ROUTER = 'icmp type destination-unreachable icmp code 4 drop';

function toVpc(mtuBytes: number): readonly Change[] {
  return [route('onprem-router', VPC, { over: 'direct-connect', mtuBytes })];
}

function toOnPrem(mtuBytes: number): readonly Change[] {
  return [ON_PREM, PODS].map((network) =>
    route('vpc-router', network, { over: 'direct-connect', mtuBytes }),
  );
}

const SILENT = {
  toVpc: rule('onprem-router', 'output', SILENT_ROUTER),
  toOnPrem: rule('vpc-router', 'output', SILENT_ROUTER),
} as const;

function clamp(at: 'onprem-router' | 'vpc-router', bytes: number): Change {
  return rule(
    at,
    'forward',
    `oifname { dx0, imp0 } tcp flags syn tcp option maxseg size set ${bytes}`,
  );
}

/** Paths that carry less than they promise, in one direction each, politely or not. */
const STATED: readonly StatedFault[] = [
  ...LIMITS_BYTES.flatMap(limitsOf),
  {
    name: 'l2-mismatch',
    breaks: 'one end of the Direct Connect link is set to 1500: it drops longer frames',
    changes: [{ kind: 'link', at: 'vpc-router', device: 'dx0', mtuBytes: 1500 }],
    // Its own router refuses what is longer.
    expects: ['path-mtu/blackHole', 'path-mtu/belowRequired @ *:peer:*'],
  },
  {
    name: 'mss-clamped',
    breaks: 'a black hole of 1438 bytes both ways, mended for TCP by an MSS clamp',
    changes: [
      ...toVpc(1438),
      ...toOnPrem(1438),
      SILENT.toVpc,
      SILENT.toOnPrem,
      clamp('onprem-router', 1398),
      clamp('vpc-router', 1398),
    ],
    expects: ['path-mtu/blackHole'],
  },
  {
    name: 'fragments-dropped',
    breaks: 'both firewalls drop IP fragments',
    changes: [
      rule('onprem-router', 'prerouting', 'ip frag-off & 0x3fff != 0 drop'),
      rule('vpc-router', 'prerouting', 'ip frag-off & 0x3fff != 0 drop'),
    ],
    expects: ['path-mtu/fragmentsDropped'],
  },
];

/** One limit in each direction, once with a router that says so, once with a silent one. */
function limitsOf(bytes: number): readonly StatedFault[] {
  const isEnough = bytes >= REQUIRED_BYTES;
  const finds = (code: string): readonly string[] => (isEnough ? [] : [code]);
  return [
    {
      name: `mtu-${bytes}-to-vpc`,
      breaks: `the way to the VPC carries ${bytes} bytes, and its router says so`,
      changes: toVpc(bytes),
      expects: finds('path-mtu/belowRequired'),
    },
    {
      name: `mtu-${bytes}-to-onprem`,
      breaks: `the way to on premises carries ${bytes} bytes, and its router says so`,
      changes: toOnPrem(bytes),
      expects: finds('path-mtu/belowRequired'),
    },
    {
      name: `blackhole-${bytes}-to-vpc`,
      breaks: `the way to the VPC carries ${bytes} bytes, and drops more without a word`,
      changes: [...toVpc(bytes), SILENT.toVpc],
      expects: finds('path-mtu/blackHole'),
    },
    {
      name: `blackhole-${bytes}-to-onprem`,
      breaks: `the way to on premises carries ${bytes} bytes, and drops more without a word`,
      changes: [...toOnPrem(bytes), SILENT.toOnPrem],
      expects: finds('path-mtu/blackHole'),
    },
  ];
}

/**
 * TCP stalls in a hole until it has found its size, and more headers go with less. A ClientHello with a post-quantum key
 * share is about 1,500 bytes long: whether it fits depends on the TLS library.
 */
const SLOWED = ['bandwidth/*', 'api-server/stalled', 'aws-endpoints/stalled'] as const;

export const MTU_FAULTS: readonly Fault[] = faultsOf(
  'mtu',
  STATED.map((fault) => ({ ...fault, allows: [...(fault.allows ?? []), ...SLOWED] })),
);
