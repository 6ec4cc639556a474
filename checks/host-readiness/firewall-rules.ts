import { parseKeyValues } from '#lib/host/key-values.ts';
import { nftFate } from '#lib/packet-filter/nft-fate.ts';
import { type NftRuleset, parseNftRuleset } from '#lib/packet-filter/nft-ruleset.ts';
import type { Fate, Packet } from '#lib/packet-filter/packet.ts';
import { parseUfwRules, ufwFate } from '#lib/packet-filter/ufw.ts';
import type { World } from './area.ts';
import { settingsOf, textOf } from './reading.ts';

export interface Seen {
  readonly kind: 'seen';
  /** Whose commands change the rules. */
  readonly tool: 'ufw' | 'firewalld' | 'nftables' | 'iptables';
  readonly fateOf: (packet: Packet) => Fate;
}

type Unseen = { readonly kind: 'unseen'; readonly why: string };

/**
 * Reads this host's rules without touching them: ufw by its files, all else by what nft lists. firewall-cmd --reload, which
 * nodeadm init runs to look, would cut connections off.
 */
export async function lookAtFirewall(world: World, signal: AbortSignal): Promise<Seen | Unseen> {
  const settings = parseKeyValues(await settingsOf(world, '/etc/ufw/ufw.conf'));
  if (settings.get('ENABLED')?.toLowerCase() === 'yes') return lookAtUfw(world);
  if (!world.hostState.isRoot) return { kind: 'unseen', why: 'only root may read its rules' };
  // Rules of the old iptables are not among those of nft, and listing them may load modules.
  if ((await settingsOf(world, '/proc/net/ip_tables_names')).trim() !== '') {
    return { kind: 'seen', tool: 'iptables', fateOf: () => 'unclear' };
  }
  if (await isNftAsleep(world, signal)) return OPEN;
  return lookAtNft(world, signal);
}

const OPEN: Seen = { kind: 'seen', tool: 'nftables', fateOf: () => 'accepted' };

async function lookAtUfw(world: World): Promise<Seen | Unseen> {
  const [rules, defaults] = await Promise.all([
    world.hostState.read('/etc/ufw/user.rules'),
    settingsOf(world, '/etc/default/ufw'),
  ]);
  if (rules.kind !== 'text') {
    const why = rules.kind === 'forbidden' ? 'only root may read those of ufw' : 'ufw has none';
    return { kind: 'unseen', why };
  }
  const policy = parseKeyValues(defaults).get('DEFAULT_INPUT_POLICY') ?? 'DROP';
  const parsed = parseUfwRules(rules.text);
  return { kind: 'seen', tool: 'ufw', fateOf: (packet) => ufwFate(parsed, policy, packet) };
}

/** True where the kernel has its rules in a module that nobody has loaded: asking would load it. */
async function isNftAsleep(world: World, signal: AbortSignal): Promise<boolean> {
  const { kernel } = await world.host.facts(signal);
  const loadable = await textOf(world, `/lib/modules/${kernel}/modules.dep`);
  const isModule = loadable?.includes('/nf_tables.ko') === true;
  return isModule && !/^nf_tables /m.test((await textOf(world, '/proc/modules')) ?? '');
}

async function lookAtNft(world: World, signal: AbortSignal): Promise<Seen | Unseen> {
  const [told, unit] = await Promise.all([
    world.hostState.ask({ kind: 'nft-ruleset' }, signal),
    world.hostState.ask({ kind: 'unit', unit: 'firewalld' }, signal),
  ]);
  if (told.kind === 'none') return { kind: 'unseen', why: 'nft is not installed' };
  if (told.kind === 'refused') return { kind: 'unseen', why: `nft said: ${told.why}` };
  const ruleset: NftRuleset | null = parseNftRuleset(told.text);
  if (ruleset === null) return { kind: 'unseen', why: 'what nft printed is no JSON' };
  const isFirewalld = unit.kind === 'told' && /^ActiveState=active$/m.test(unit.text);
  return {
    kind: 'seen',
    tool: isFirewalld ? 'firewalld' : 'nftables',
    fateOf: (packet) => nftFate(ruleset, packet),
  };
}
