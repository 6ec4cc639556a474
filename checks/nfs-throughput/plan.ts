import type { Case, CaseIdentity } from '#core/check.ts';
import type { FirewallRule } from '#core/firewall-rule.ts';
import type { Bounds, Site, SiteExport } from '#core/site.ts';
import type { NfsMountOptions } from '#lib/nfs/mount-options.ts';
import { parseMountOptions } from '#lib/nfs/parse-mount-options.ts';
import { parseRate } from '#lib/quantity/rate.ts';
import type { NfsOptions } from './options.ts';
import type { NfsTarget } from './target.ts';

/** RFC 8881 §2.9. */
export const NFS_PORT = 2049;

/** A server of files fills no link by itself: half of it is what one may ask of an export. */
const SHARE_OF_LINK = 0.5;

/** Each export from each side that will mount it. */
export function plan(site: Site, options: NfsOptions): readonly Case<NfsTarget>[] {
  const { nfs } = site.targets;
  if (nfs.length === 0) {
    const notApplicable = 'The config names no export: targets.nfs, or run --persistent-volume.';
    return [{ key: 'export@storage', from: 'local', notApplicable }];
  }
  const cases = nfs.flatMap((one) =>
    sidesOf(one).map((from): Case<NfsTarget> => {
      const key = keyOf(one);
      if (from === 'on-prem') {
        return { key, from: 'local', target: targetOf(site, options, { ...one, from }) };
      }
      return site.peer === undefined
        ? {
            key,
            from: 'peer',
            notApplicable: 'From AWS it takes the peer, and the config names none.',
          }
        : { key, from: 'peer', target: targetOf(site, options, { ...one, from }) };
    }),
  );
  return cases.filter((one, index) => cases.findIndex((other) => isSame(one, other)) === index);
}

/** An export that is named twice for one side is one case, with the options that come first. */
function isSame(one: CaseIdentity, other: CaseIdentity): boolean {
  return one.key === other.key && one.from === other.from;
}

/** A key has no spaces. */
function keyOf({ exportPath, server }: SiteExport): string {
  return `${exportPath.replaceAll(/\s/g, '_')}@${server}`;
}

function sidesOf({ from }: SiteExport): readonly NfsTarget['from'][] {
  return from === 'both' ? ['on-prem', 'aws'] : [from];
}

type Side = SiteExport & { readonly from: NfsTarget['from'] };

function targetOf(site: Site, options: NfsOptions, one: Side): NfsTarget {
  const { engine, throughput, confidence, blockBytes, inFlight, mostBytes, mostSeconds } = options;
  const { from, server, exportPath } = one;
  // Where it is mounted already is this host's affair: the other side mounts it.
  const path = from === 'on-prem' ? one.path : null;
  return {
    ...{ from, server, exportPath, path, options: mountOptions(one.options), engine },
    bounds: throughput === undefined ? derived(site.baseline.bandwidthBps) : given(throughput),
    boundsFrom: throughput === undefined ? 'baseline' : 'config',
    ...{ confidence, blockBytes, inFlight, mostBytes, mostSeconds },
    stallMs: options.stallSeconds * 1000,
    isFull: options.full,
  };
}

function derived({ pass, fail }: Bounds): Bounds {
  return { pass: pass * SHARE_OF_LINK, fail: fail * SHARE_OF_LINK };
}

function given({ pass, fail }: { readonly pass: string; readonly fail: string }): Bounds {
  const bps = (text: string): number => {
    const parsed = parseRate(text);
    return parsed.ok ? parsed.bitsPerSecond : NaN;
  };
  return { pass: bps(pass), fail: bps(fail) };
}

/** The config's schema holds them to what can be parsed. */
function mountOptions(text: string): NfsMountOptions {
  const parsed = parseMountOptions(text);
  return parsed.ok ? parsed.options : {};
}

/** What firewalls must let through for the mounts. */
export function rules(site: Site): readonly FirewallRule[] {
  const { networks, targets } = site;
  return targets.nfs.flatMap((one) =>
    sidesOf(one).map((from): FirewallRule => ({
      cases: [`nfs-throughput:${from === 'aws' ? 'peer:' : ''}${keyOf(one)}`],
      direction: from === 'aws' ? 'to-on-prem' : 'to-aws',
      protocol: 'tcp',
      ports: portsOf(mountOptions(one.options)),
      sources: from === 'aws' ? networks.vpc : networks.remoteNodes,
      destinations: [one.server],
      purpose: 'NFS of the workloads',
      isRequired: true,
    })),
  );
}

/** Version 3 asks the portmapper where mountd is; version 4 needs one port. */
function portsOf({ version, port = NFS_PORT }: NfsMountOptions): readonly string[] {
  return version === '3' ? ['111', String(port)] : [String(port)];
}
