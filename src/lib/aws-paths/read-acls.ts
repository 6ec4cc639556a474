import type { AclEntryFact, From, NetworkAclFact, SiteAws } from '#core/aws-facts.ts';
import { type Cidr, formatCidr } from '../cidr/parse.ts';
import { overlaps } from '../cidr/relation.ts';
import { blocksOf, uncovered } from '../cidr/uncovered.ts';
import type { Flow, PortRange, Want } from './flow.ts';
import { placesOf } from './flow-places.ts';

/** Do the network ACLs of these subnets let the flow through, and its answers back? They keep no state. */
export type AclQuestion = Pick<Flow, 'end' | 'way' | 'wants' | 'answerPorts' | 'purpose'> & {
  readonly acls: readonly NetworkAclFact[];
  /** Subnets whose ACL is not in the answers. */
  readonly untoldSubnets: readonly string[];
};

/** Packets that an ACL drops. */
export type AclGap = {
  readonly isEgress: boolean;
  readonly isAnswer: boolean;
  readonly protocol: Want['protocol'];
  readonly ports: PortRange;
  readonly network: string;
  /** What of the network is dropped. */
  readonly parts: readonly string[];
  /** The first entry that drops; null where the last one of all does, `*`. */
  readonly entry: number | null;
  /** A number that no entry has, before the one that drops; null where there is none. */
  readonly freeNumber: number | null;
};

export type ReadAcl = {
  readonly from: From;
  readonly id: string;
  readonly subnetIds: readonly string[];
  /** It has more entries than AWS allows: nothing of it was read. */
  readonly isTooLong: boolean;
  readonly gaps: readonly AclGap[];
};

/** Puts the question for one flow to the answers; undefined where they do not say which ACLs hold it, or none of them. */
export function aclQuestion(aws: SiteAws, name: string, flow: Flow): AclQuestion | undefined {
  const { subnetIds } = placesOf(aws, name, flow.end);
  const own = (acl: NetworkAclFact) => subnetIds.filter((id) => acl.subnetIds.includes(id));
  const acls = aws.networkAcls
    .map((acl) => ({ ...acl, subnetIds: own(acl) }))
    .filter((acl) => acl.subnetIds.length > 0);
  if (acls.length === 0) return undefined;
  const told = new Set(acls.flatMap((acl) => acl.subnetIds));
  const { end, way, wants, answerPorts, purpose } = flow;
  const untoldSubnets = subnetIds.filter((id) => !told.has(id));
  return { end, way, wants, answerPorts, purpose, acls, untoldSubnets };
}

/** Reads what each ACL drops. */
export function readAcls({ acls, ...flow }: AclQuestion): readonly ReadAcl[] {
  return acls.map(({ from, id, subnetIds, entries }) => {
    const isTooLong = entries.length > MOST_ENTRIES;
    const gaps = isTooLong ? [] : flow.wants.flatMap((want) => gapsOf(want, flow, entries));
    return { from, id, subnetIds, isTooLong, gaps };
  });
}

/** Forty each way at most, and the two last ones for each family (Amazon VPC quotas). */
const MOST_ENTRIES = 100;

/** The number that AWS shows for `*`. */
const LAST_ENTRY = 32_767;

function gapsOf(
  want: Want,
  { way, answerPorts }: Pick<AclQuestion, 'way' | 'answerPorts'>,
  entries: readonly AclEntryFact[],
): readonly AclGap[] {
  const port = { from: want.port, to: want.port };
  const there = { isEgress: way === 'out', isAnswer: false, ports: port };
  const back = { isEgress: way === 'in', isAnswer: true, ports: answerPorts };
  return [there, back].flatMap((one) => gapOf({ ...one, want }, entries));
}

type Asked = Pick<AclGap, 'isEgress' | 'isAnswer' | 'ports'> & { readonly want: Want };

const MOST_PARTS = 8;

function gapOf({ want, ...asked }: Asked, entries: readonly AclEntryFact[]): readonly AclGap[] {
  const own = entries
    .filter((entry) => entry.isEgress === asked.isEgress && isOf(entry, want.protocol))
    .toSorted((a, b) => a.number - b.number);
  const dropped = rangesOf(asked.ports, own).flatMap((ports) => {
    const through = own.filter((entry) => holdsPort(entry, ports.from));
    return blocksOf([want.network]).flatMap((block) => droppedOf(block, through));
  });
  const [first] = dropped.toSorted((a, b) => a.entry - b.entry);
  if (first === undefined) return [];
  const parts = [...new Set(dropped.map(({ block }) => formatCidr(block)))];
  return [
    {
      ...asked,
      ...{ protocol: want.protocol, network: want.network, parts: parts.slice(0, MOST_PARTS) },
      entry: first.entry >= LAST_ENTRY ? null : first.entry,
      freeNumber: freeNumber(
        first.entry,
        entries.filter(({ isEgress }) => isEgress === asked.isEgress),
      ),
    },
  ];
}

const NUMBERS: Readonly<Record<Want['protocol'], readonly string[]>> = {
  tcp: ['6', '-1'],
  udp: ['17', '-1'],
};

function isOf(entry: AclEntryFact, protocol: Want['protocol']): boolean {
  return NUMBERS[protocol].includes(entry.protocol);
}

/** Cuts a range of ports where an entry begins or ends: inside each piece all ports fare alike. */
function rangesOf({ from, to }: PortRange, entries: readonly AclEntryFact[]): readonly PortRange[] {
  const cuts = entries
    .flatMap(({ fromPort, toPort }) => [fromPort ?? from, (toPort ?? to) + 1])
    .filter((port) => port > from && port <= to);
  const starts = [...new Set([from, ...cuts])].sort((a, b) => a - b);
  return starts.map((start, index) => ({ from: start, to: (starts[index + 1] ?? to + 1) - 1 }));
}

function holdsPort({ protocol, fromPort, toPort }: AclEntryFact, port: number): boolean {
  if (protocol === '-1' || fromPort === null || toPort === null) return true;
  return fromPort <= port && port <= toPort;
}

type Dropped = { readonly block: Cidr; readonly entry: number };

/** The first entry that holds an address decides; without one it is dropped. */
function droppedOf(block: Cidr, entries: readonly AclEntryFact[]): readonly Dropped[] {
  const dropped: Dropped[] = [];
  let left: readonly Cidr[] = [block];
  for (const { number, isAllowed, cidr } of entries) {
    const [held] = blocksOf([cidr]);
    if (held === undefined) continue;
    const touched = left.filter((one) => overlaps(one, held));
    if (touched.length === 0) continue;
    if (!isAllowed) {
      const hit = touched.map((one) => (one.prefixLength > held.prefixLength ? one : held));
      dropped.push(...hit.map((one) => ({ block: one, entry: number })));
    }
    left = left.flatMap((one) => uncovered(one, [held]));
  }
  return [...dropped, ...left.map((one) => ({ block: one, entry: LAST_ENTRY }))];
}

/** The largest free number before the entry that drops; before the last of all, a round one. */
function freeNumber(entry: number, entries: readonly AclEntryFact[]): number | null {
  const taken = new Set(entries.map(({ number }) => number));
  const step = entry >= LAST_ENTRY ? 10 : 1;
  const first = entry >= LAST_ENTRY ? 100 : entry - 1;
  for (let tries = 0; tries <= MOST_ENTRIES; tries += 1) {
    const number = entry >= LAST_ENTRY ? first + tries * step : first - tries * step;
    if (number >= 1 && !taken.has(number)) return number;
  }
  return null;
}
