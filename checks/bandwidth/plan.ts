import type { Case } from '#core/check.ts';
import type { FirewallRule } from '#core/firewall-rule.ts';
import type { Site } from '#core/site.ts';
import type { BandwidthOptions } from './options.ts';
import type { BandwidthTarget, Server, Way } from './target.ts';

const IPERF3_PORT = 5201;

/** The adoption guide's recipe: iperf3 -t 60. */
const RECIPE_SECONDS = 60;

/** Each direction by itself, to each server that the config names; to the peer where it names none. */
export function plan(site: Site, options: BandwidthOptions): readonly Case<BandwidthTarget>[] {
  const ways: readonly Way[] = [
    'to-aws',
    'to-on-prem',
    ...(options.bidirectional ? (['both-ways'] as const) : []),
  ];
  const servers = serversOf(site, options);
  if (servers.length > 0) {
    return servers.flatMap((server) =>
      ways.map((way) => ({
        key: `${way}@${nameOf(server)}`,
        from: 'local' as const,
        target: targetOf(site, options, { way, server }),
      })),
    );
  }
  const notApplicable =
    'It needs a server of iperf3 beyond the link: a peer, or one under targets.iperf3; the config names neither.';
  return ways.map((way) => ({ key: `${way}@peer`, from: 'local', notApplicable }));
}

function serversOf({ targets, peer }: Site, { ports }: BandwidthOptions): readonly Server[] {
  if (targets.iperf3.length > 0) {
    return targets.iperf3.map(({ host: address, port = IPERF3_PORT }) => ({
      kind: 'named',
      address,
      port,
    }));
  }
  return peer === undefined ? [] : [{ kind: 'peer', ...ports }];
}

function nameOf(server: Server): string {
  return server.kind === 'peer' ? 'peer' : `${server.address}:${server.port}`;
}

function targetOf(
  { baseline, transport }: Site,
  options: BandwidthOptions,
  { way, server }: { readonly way: Way; readonly server: Server },
): BandwidthTarget {
  const { measure, protocol, streams, confidence, full } = options;
  const { user, publicKeyFile, password } = options;
  return {
    ...{ way, server, measure, protocol, streams, confidence },
    bounds: baseline.bandwidthBps,
    attachment: transport.attachment,
    boughtBps: transport.bandwidthBps ?? null,
    windowBytes: options.windowBytes === 0 ? null : options.windowBytes,
    leastSeconds: full ? RECIPE_SECONDS : options.leastSeconds,
    mostSeconds: full ? RECIPE_SECONDS : Math.max(options.leastSeconds, options.mostSeconds),
    mostBytes: options.mostBytes === 0 ? null : options.mostBytes,
    credentials: user === '' ? null : { user, publicKeyFile, password },
  };
}

/** What the test needs of the firewalls: all its connections are opened from here. */
export function rules(
  { networks, peer, targets }: Site,
  { ports }: BandwidthOptions,
): readonly FirewallRule[] {
  if (peer?.host === undefined || targets.iperf3.length > 0) return [];
  return [
    {
      cases: ['bandwidth:to-aws@peer', 'bandwidth:to-on-prem@peer'],
      direction: 'to-aws',
      protocol: 'tcp',
      ports: [`${ports.from}-${ports.to}`],
      sources: networks.remoteNodes,
      destinations: [peer.host],
      purpose: 'bandwidth test to the preflight peer',
      isRequired: false,
    },
  ];
}
