import { type Cidr, parseAddress, parseCidr } from '#lib/cidr/parse.ts';
import { containsCidr, lastOf, overlaps } from '#lib/cidr/relation.ts';
import { fieldsOf, listOf } from './nft-ruleset.ts';
import { anyOf, not, type Packet, type Truth } from './packet.ts';

/** Finds the elements of a named set. */
export type SetElements = (name: string) => readonly unknown[] | undefined;

/** Says whether one `match` of a rule holds for a packet; what is not understood may hold. */
export function matches(match: unknown, packet: Packet, sets: SetElements): Truth {
  const { op, left, right } = fieldsOf(match) ?? {};
  const compare = comparison(left, packet);
  const truth = typeof compare === 'string' ? compare : among(right, compare, sets);
  if (op === '!=') return not(truth);
  return op === '==' || op === 'in' || truth === 'maybe' ? truth : 'maybe';
}

type Compare = (value: unknown) => Truth;

/** Returns how a value is compared with what the left side says of the packet, or what comes of it whatever the value. */
export function comparison(left: unknown, packet: Packet): Compare | Truth {
  const [word = '', body] = Object.entries(fieldsOf(left) ?? {})[0] ?? [];
  return SIDES[word]?.(fieldsOf(body) ?? {}, packet) ?? 'maybe';
}

const SIDES: Readonly<Record<string, (fields: Fields, packet: Packet) => Compare | Truth>> = {
  payload: payloadComparison,
  meta: ({ key }, packet) => metaComparison(key, packet),
  // The first packet of a conversation.
  ct: ({ key }) => (key === 'state' ? equals('new') : 'maybe'),
  fib: ({ result }) => (result === 'type' ? equals('local') : 'maybe'),
};

type Fields = Readonly<Record<string, unknown>>;

function payloadComparison({ protocol, field }: Fields, packet: Packet): Compare | Truth {
  if (protocol === 'ip') return ipComparison(field, packet);
  if (protocol === 'th' || protocol === packet.protocol) {
    return field === 'dport' ? inRange(packet.port) : 'maybe';
  }
  // Another protocol's header is not in this packet.
  return typeof protocol === 'string' && protocol !== 'ether' ? 'no' : 'maybe';
}

function ipComparison(field: unknown, packet: Packet): Compare | Truth {
  if (field === 'saddr') return (value) => inNetwork(value, packet.source);
  return field === 'protocol' ? equals(packet.protocol) : 'maybe';
}

function metaComparison(key: unknown, packet: Packet): Compare | Truth {
  switch (key) {
    case 'l4proto':
      return equals(packet.protocol);
    case 'nfproto':
      return equals('ipv4');
    case 'protocol':
      return equals('ip');
    case 'iifname':
    case 'iif':
      return packet.interface === null ? 'maybe' : isNamed(packet.interface);
    default:
      return 'maybe';
  }
}

/** Sets, lists of flags and ranges: one of them is enough. */
function among(right: unknown, compare: Compare, sets: SetElements): Truth {
  if (typeof right === 'string' && right.startsWith('@')) {
    const elements = sets(right.slice(1));
    return elements === undefined ? 'maybe' : anyOf(elements.map((one) => compare(bare(one))));
  }
  const set = fieldsOf(right)?.['set'];
  const values = set === undefined ? right : set;
  return Array.isArray(values)
    ? anyOf(listOf(values).map((one) => compare(bare(one))))
    : compare(values);
}

/** An element that counts or expires is wrapped. */
function bare(element: unknown): unknown {
  return fieldsOf(fieldsOf(element)?.['elem'])?.['val'] ?? element;
}

function equals(own: string): Compare {
  return (value) => (typeof value === 'string' ? truth(value === own) : 'maybe');
}

function isNamed(name: string): Compare {
  return (value) => {
    if (typeof value !== 'string') return 'maybe';
    return truth(value.endsWith('*') ? name.startsWith(value.slice(0, -1)) : value === name);
  };
}

function inRange(port: number): Compare {
  return (value) => {
    if (typeof value === 'number') return truth(value === port);
    const [from, to] = listOf(fieldsOf(value)?.['range']);
    if (typeof from !== 'number' || typeof to !== 'number') return 'maybe';
    return truth(from <= port && port <= to);
  };
}

function inNetwork(value: unknown, source: Cidr): Truth {
  const [from, to] = listOf(fieldsOf(value)?.['range']);
  if (typeof from === 'string' && typeof to === 'string') return inAddresses(from, to, source);
  const { addr, len } = fieldsOf(fieldsOf(value)?.['prefix']) ?? {};
  const text = typeof value === 'string' ? `${value}/32` : `${String(addr)}/${String(len)}`;
  const parsed = parseCidr(text, { hostBits: 'mask' });
  if (!parsed.ok) return 'maybe';
  if (containsCidr(parsed.cidr, source)) return 'yes';
  return overlaps(parsed.cidr, source) ? 'maybe' : 'no';
}

function inAddresses(from: string, to: string, source: Cidr): Truth {
  const [first, last] = [parseAddress(from), parseAddress(to)];
  if (!first.ok || !last.ok) return 'maybe';
  const [low, high] = [first.address.value, last.address.value];
  if (low <= source.base && lastOf(source) <= high) return 'yes';
  return high < source.base || lastOf(source) < low ? 'no' : 'maybe';
}

function truth(holds: boolean): Truth {
  return holds ? 'yes' : 'no';
}
