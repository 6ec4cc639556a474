import type { VpnFact } from '#core/aws-facts.ts';
import { atSeverity, type Finding } from '#core/finding.ts';
import { placeOf } from '#lib/aws-paths/place.ts';
import { formatCidr } from '#lib/cidr/parse.ts';
import { blocksOf, uncovered } from '#lib/cidr/uncovered.ts';
import { say } from './messages.ts';
import type { VpnTarget } from './target.ts';

export function judgeVpns(target: VpnTarget): readonly Finding[] {
  const found = target.vpns.flatMap((vpn) => judgeVpn(vpn, target));
  const othersCarry = target.isBackup || target.vpns.some(isCarrying);
  return othersCarry ? found.map(milder) : found;
}

function isCarrying({ state, tunnels }: VpnFact): boolean {
  return (state === null || state === 'available') && tunnels.some(isUp);
}

function isUp({ status }: VpnFact['tunnels'][number]): boolean {
  return status === 'UP';
}

/** What is down while another link carries the traffic is missed when that one goes too. */
function milder(finding: Finding): Finding {
  return finding.code === 'aws-routes/vpnDown' ? atSeverity(finding, 'warn') : finding;
}

function judgeVpn(vpn: VpnFact, { remote }: VpnTarget): readonly Finding[] {
  const { id, state, tunnels, from } = vpn;
  const known = { vpn: id, place: placeOf(from) };
  if (state !== null && state !== 'available') {
    return [say.vpnDown({ ...known, why: `its state is ${state}` })];
  }
  if (tunnels.length === 0) return [say.vpnUntold(known)];
  const down = tunnels.filter((tunnel) => !isUp(tunnel));
  const names = down.map(({ address, message }) => {
    const reason = message === null || message === '' ? '' : `: ${message}`;
    return `${address ?? 'a tunnel'}${reason}`;
  });
  if (down.length === tunnels.length) {
    return [say.vpnDown({ ...known, why: `no tunnel is up (${names.join('; ')})` })];
  }
  const one = down.length === 0 ? [] : [say.tunnelDown({ ...known, tunnels: names })];
  return [...one, ...judgeVpnRoutes(vpn, remote)];
}

/** At a Transit Gateway, static routes stand in its own tables. */
function judgeVpnRoutes(vpn: VpnFact, remote: readonly string[]): readonly Finding[] {
  const { id, gatewayId, isStatic, tunnels, routes, from } = vpn;
  const known = { vpn: id, place: placeOf(from) };
  if (isStatic !== true) {
    const accepted = tunnels.filter(isUp).flatMap(({ acceptedRoutes }) => acceptedRoutes ?? []);
    const isNone = isStatic === false && accepted.length > 0 && accepted.every((one) => one === 0);
    return isNone ? [say.noRoutesLearned(known)] : [];
  }
  if (gatewayId?.startsWith('vgw-') !== true) return [];
  const covers = blocksOf(
    routes.filter(({ state }) => state !== 'deleted').map(({ destination }) => destination),
  );
  const missing = blocksOf(remote).flatMap((block) => uncovered(block, covers).map(formatCidr));
  return missing.length === 0
    ? []
    : [say.staticRouteMissing({ ...known, missing: missing.slice(0, 8) })];
}
