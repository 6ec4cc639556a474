import { parseCidr } from '#lib/cidr/parse.ts';
import { containsCidr, overlaps } from '#lib/cidr/relation.ts';
import { allOf, anyOf, type Fate, type Packet, type Truth } from './packet.ts';

export type UfwRule = {
  readonly action: string;
  readonly protocol: string;
  readonly ports: string;
  readonly source: string;
  readonly interface: string | null;
};

const MOST_RULES = 2000;

/**
 * Reads the rules that ufw(8) keeps in user.rules: `### tuple ### allow tcp 22 0.0.0.0/0 any 10.0.0.0/8 in_eth0`. Its
 * files, as its command takes a lock and asks iptables.
 */
export function parseUfwRules(text: string): readonly UfwRule[] {
  return text
    .split('\n')
    .flatMap((line) => ruleOf(line.trim()) ?? [])
    .slice(0, MOST_RULES);
}

const TUPLE = /^### tuple ### (\w+) (\w+) (\S+) \S+ \S+ (\S+) (?:.* )?in(?:_(\S+))?$/;

/** Rules of what leaves and of forwarding (`route:allow`) are none of what comes in. */
function ruleOf(line: string): UfwRule | undefined {
  const match = TUPLE.exec(line.replace(/ comment=.*$/, ''));
  if (match === null) return undefined;
  const [, action = '', protocol = '', ports = '', source = '', name = null] = match;
  return { action, protocol, ports, source, interface: name };
}

/** Returns what the first rule that fits does with a packet, or the default policy. */
export function ufwFate(rules: readonly UfwRule[], policy: string, packet: Packet): Fate {
  for (const rule of rules) {
    const fits = allOf([fitsPort(rule, packet), fitsSource(rule, packet), fitsWay(rule, packet)]);
    if (fits === 'maybe') return 'unclear';
    if (fits === 'yes') return isAllowing(rule.action) ? 'accepted' : 'dropped';
  }
  return policy === 'ACCEPT' ? 'accepted' : 'dropped';
}

/** `limit` lets pass until somebody knocks too often; `_log` only writes it down. */
function isAllowing(action: string): boolean {
  return /^(allow|limit)(_|$)/.test(action);
}

function fitsPort({ protocol, ports }: UfwRule, packet: Packet): Truth {
  if (protocol !== 'any' && protocol !== packet.protocol) return 'no';
  if (ports === 'any') return 'yes';
  return anyOf(
    ports.split(',').map((range) => {
      const [from = '', to = from] = range.split(':');
      return Number(from) <= packet.port && packet.port <= Number(to) ? 'yes' : 'no';
    }),
  );
}

function fitsSource({ source }: UfwRule, packet: Packet): Truth {
  if (source === 'any') return 'yes';
  const text = source.includes('/') ? source : `${source}/32`;
  const parsed = parseCidr(text, { hostBits: 'mask' });
  if (!parsed.ok) return 'maybe';
  if (containsCidr(parsed.cidr, packet.source)) return 'yes';
  return overlaps(parsed.cidr, packet.source) ? 'maybe' : 'no';
}

function fitsWay(rule: UfwRule, packet: Packet): Truth {
  if (rule.interface === null || rule.interface === packet.interface) return 'yes';
  return packet.interface === null ? 'maybe' : 'no';
}
