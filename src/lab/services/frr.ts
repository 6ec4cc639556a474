import { join } from 'node:path';
import { addressOf } from '../topology/hosts.ts';
import { SITE_CIDRS } from '../topology/networks.ts';
import { DIRECT_CONNECT } from '../topology/wan.ts';
import { defineService, type Program } from './service.ts';

const BGPD: Program = { command: 'bgpd', package: 'frr', folder: '/usr/lib/frr' };

/** Private AS numbers (RFC 6996): AWS's default for a gateway, the site's, and its nodes'. */
const AS = { onPrem: 65_000, vpc: 64_512, node: 65_010 } as const;

type NoOptions = Record<string, never>;

export const bgpOnPrem = defineService<NoOptions>({
  name: 'bgp-onprem',
  host: 'onprem-router',
  title: 'FRR, BGP on premises',
  program: BGPD,
  healthy: {},
  setup: ({ folder }) => ({
    files: {
      'bgpd.conf': bgpConfig(AS.onPrem, DIRECT_CONNECT.onPremAddress, [
        `network ${SITE_CIDRS.remoteNodes}`,
        `neighbor ${DIRECT_CONNECT.vpcAddress} remote-as ${AS.vpc}`,
        // The node under test may call, and gets an OPEN; nobody calls it.
        `neighbor ${addressOf('host')} remote-as ${AS.node}`,
        `neighbor ${addressOf('host')} passive`,
      ]),
    },
    args: bgpdArgs(folder),
    listens: [{ protocol: 'tcp', port: 179 }],
  }),
});

export const bgpVpc = defineService<NoOptions>({
  name: 'bgp-vpc',
  host: 'vpc-router',
  title: 'FRR, BGP of the VPC’s gateway',
  program: BGPD,
  healthy: {},
  setup: ({ folder }) => ({
    files: {
      'bgpd.conf': bgpConfig(AS.vpc, DIRECT_CONNECT.vpcAddress, [
        `network ${SITE_CIDRS.vpc}`,
        `neighbor ${DIRECT_CONNECT.onPremAddress} remote-as ${AS.onPrem}`,
      ]),
    },
    args: bgpdArgs(folder),
    listens: [{ protocol: 'tcp', port: 179 }],
  }),
});

/** Without zebra: the lab's routes are its own, and faults move them. */
function bgpdArgs(folder: string): readonly string[] {
  return [
    ...['-f', join(folder, 'bgpd.conf'), '-i', join(folder, 'pid'), '--vty_socket', folder],
    ...['--no_zebra', '-P', '0', '-p', '179', '-u', 'root', '-g', 'frrvty'],
    ...['--log', 'stdout'],
  ];
}

function bgpConfig(as: number, id: string, lines: readonly string[]): string {
  return [
    `router bgp ${as}`,
    ` bgp router-id ${id}`,
    ' no bgp ebgp-requires-policy',
    ' no bgp network import-check',
    ' timers bgp 3 9',
    ...lines.map((line) => ` ${line}`),
    '',
  ].join('\n');
}
