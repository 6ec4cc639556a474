import { HOST_NAMES, LEAF_NAMES, ROUTER_NAMES } from '../topology/hosts.ts';
import { ipBatch, run } from '../program.ts';
import { namespaceOf, type LabPlace } from '../place.ts';
import {
  bridgeLines,
  leafLines,
  namespaceLines,
  wanCableLines,
  wanEndLines,
} from './topology-lines.ts';
import { sideBySide } from '../side-by-side.ts';

/**
 * Every namespace gets these before it has a device. Linux rate-limits the ICMP errors that a fault is
 * recognised by, and may filter by reverse path, which would be a fault of its own.
 */
const SYSCTLS = [
  'net.ipv6.conf.all.disable_ipv6=1',
  'net.ipv6.conf.default.disable_ipv6=1',
  'net.ipv4.conf.all.rp_filter=0',
  'net.ipv4.conf.default.rp_filter=0',
  'net.ipv4.icmp_ratelimit=0',
] as const;

const FORWARDING = 'net.ipv4.ip_forward=1';

/** Makes the namespaces, the cables between them, and their addresses. */
export async function buildTopology(place: LabPlace): Promise<void> {
  await ipBatch(namespaceLines(place));
  await sideBySide(
    HOST_NAMES.map((host) => {
      const isRouter = ROUTER_NAMES.some((router) => router === host);
      const settings = isRouter ? [...SYSCTLS, FORWARDING] : SYSCTLS;
      return run('ip', ['netns', 'exec', namespaceOf(place, host), 'sysctl', '-qw', ...settings]);
    }),
  );
  await sideBySide([
    ipBatch(
      [...bridgeLines(place, 'onprem-router'), ...wanCableLines(place)],
      namespaceOf(place, 'onprem-router'),
    ),
    ipBatch(bridgeLines(place, 'vpc-router'), namespaceOf(place, 'vpc-router')),
  ]);
  await sideBySide([
    ...ROUTER_NAMES.map((router) => ipBatch(wanEndLines(router), namespaceOf(place, router))),
    ...LEAF_NAMES.map((leaf) => ipBatch(leafLines(leaf), namespaceOf(place, leaf))),
  ]);
}
