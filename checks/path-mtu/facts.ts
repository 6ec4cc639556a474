import type { Fragments } from '#core/path-mtu.ts';
import type { Attachment, SiteComponents } from '#core/site.ts';
import { attachmentsOf } from '#lib/pmtu/attachments.ts';
import type { LastHop } from '#lib/trace/last-hop.ts';
import type { Finding } from '#lib/pmtu/finding.ts';
import type { MtuMeasurement, MtuTarget, Way } from './target.ts';

/** What a finding about a path says. Sizes are those of whole IP packets. */
export type Facts = {
  readonly way: Way;
  readonly to: string;
  /** null where it is not known. */
  readonly mtuBytes: number | null;
  readonly interfaceMtuBytes: number;
  readonly requiredBytes: number;
  readonly attachment: Attachment;
  readonly cni: SiteComponents['cni'];
  /** What has such a limit, by name. */
  readonly limits: readonly string[];
  readonly atLeastBytes: number | null;
  readonly atMostBytes: number;
  readonly why: string;
  readonly how: string;
  readonly probes: number;
  readonly rounds: number;
  /** The packets of TCP's largest segments there, as its open connection says; null where nobody knows. */
  readonly tcpPacketBytes: number | null;
  readonly fragments: Fragments | null;
  readonly lastHop: LastHop | null;
};

export function factsOf(
  { way, to, requiredBytes, attachment, cni }: MtuTarget,
  { interfaceMtuBytes, finding, fragments, tcp, lastHop }: MtuMeasurement,
): Facts {
  const mtuBytes = finding.kind === 'inconclusive' ? null : finding.mtuBytes;
  const limits = mtuBytes === null ? [] : attachmentsOf(mtuBytes).map(({ title }) => title);
  return {
    ...{ way, requiredBytes, attachment, cni, interfaceMtuBytes, mtuBytes, limits },
    to: to.kind === 'echo' ? to.address : way === 'to-aws' ? 'the peer' : 'this host',
    atLeastBytes: finding.kind === 'inconclusive' ? finding.atLeastBytes : finding.mtuBytes,
    atMostBytes: 'atMostBytes' in finding ? finding.atMostBytes : finding.mtuBytes,
    why: finding.kind === 'inconclusive' ? WHYS[finding.why] : '',
    how: howOf(finding),
    probes: finding.probes,
    rounds: finding.rounds,
    tcpPacketBytes: tcp === null ? null : tcp.mssBytes + TCP_HEADERS_BYTES,
    fragments,
    lastHop,
  };
}

/** IPv4 and TCP with timestamps (RFC 7323 §3.2), as Linux sends them: what a segment of ss(8) leaves out. */
export const TCP_HEADERS_BYTES = 52;

const WHYS: Readonly<Record<Extract<Finding, { kind: 'inconclusive' }>['why'], string>> = {
  unreachable: 'no probe of any size arrived',
  'below-smallest': 'a router refuses even packets of 1200 bytes',
  loss: 'too many probes are lost to tell a limit from bad luck',
  contradiction:
    'the same size passes and does not: packets take several paths, or loss grows with their size',
  'path-changed': 'the path changed meanwhile',
  budget: 'it took more probes than there may be',
};

function howOf(finding: Finding): string {
  if (finding.kind === 'inconclusive') return 'not decided';
  if (finding.kind === 'held-back') {
    return finding.toldBy === 'path'
      ? 'a router said so, a packet of that size arrived, and the kernel sends nothing larger'
      : 'the kernel had learned it earlier, and keeps to it for ten minutes';
  }
  return {
    whole: 'a packet of the whole size arrived',
    told: 'a router said so; that size arrived, and one byte more was refused',
    refused: 'one byte more was refused, by a router that does not say what it carries',
    'black-hole': 'that size arrived each time, and one byte more never did, without a word',
  }[finding.how];
}

export const EXAMPLE: Facts = {
  ...{ way: 'to-aws', to: 'the peer', mtuBytes: 1438, interfaceMtuBytes: 9000 },
  ...{ requiredBytes: 9000, attachment: 'direct-connect-private', cni: 'cilium' },
  limits: ['VPN, AES-GCM-16, NAT-T', 'VPN, AES-CBC, SHA1 or SHA2-256'],
  ...{ atLeastBytes: 1438, atMostBytes: 1438, why: '', probes: 78, rounds: 4 },
  how: 'that size arrived each time, and one byte more never did, without a word',
  ...{ tcpPacketBytes: 9000, fragments: null },
  lastHop: { address: '10.80.1.1', ttl: 1, silentTtl: 2 },
};
