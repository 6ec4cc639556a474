import { isIPv6 } from 'node:net';
import type { Endpoint } from '#core/endpoint.ts';
import type { DnsAnswer, DnsOutcome } from '#core/io.ts';
import type { Resolver } from './target.ts';

/** More names than this are counted, not listed. */
const LISTED = 3;

export function list(items: readonly string[]): string {
  const more = items.length - LISTED;
  return more > 0 ? `${items.slice(0, LISTED).join(', ')} and ${more} more` : items.join(', ');
}

export function placeOf({ address, port }: Endpoint): string {
  if (port === 53) return address;
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

export function nameOf(resolver: Resolver): string {
  const place = placeOf(resolver);
  switch (resolver.role) {
    case 'inbound':
      return `the inbound endpoint ${place}`;
    case 'forwarder':
    case 'authority':
      return `the on-premises resolver ${place}`;
    case 'vpc-resolver':
    case 'vpc-own':
      return `the resolver of the VPC ${place}`;
  }
}

/** The same at the beginning of a sentence. */
export function nameAtStart(resolver: Resolver): string {
  const name = nameOf(resolver);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function describe(outcome: DnsOutcome): string {
  switch (outcome.kind) {
    case 'answer':
      return describeAnswer(outcome.answer);
    case 'malformed':
      return `no proper answer (${outcome.why})`;
    case 'refused':
      return 'the port is refused';
    case 'reset':
      return 'the connection was reset';
    case 'unreachable':
      return 'unreachable from this host';
    case 'silence':
      return `no answer within ${seconds(outcome.afterMs)}`;
  }
}

function describeAnswer({
  rcode,
  truncated,
  addresses,
  answerCount,
  sizeBytes,
}: DnsAnswer): string {
  if (rcode !== 'NOERROR') return rcode;
  if (truncated) return 'truncated';
  if (addresses.length > 0) return list(addresses);
  return answerCount === 0 ? 'an empty answer' : `${answerCount} records, ${sizeBytes} bytes`;
}

export function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}

/** What makes a resolver know names that it does not know. */
export function knowingRemedy({ role, domains, upstreams, ...server }: Resolver): string {
  const zones = domains.join(' and ');
  const place = placeOf(server);
  switch (role) {
    case 'inbound':
      return `Associate the private hosted zone of the name with the VPC of ${place}: enable private DNS on the interface endpoint (for S3 with PrivateDnsOnlyForInboundResolverEndpoint=false). Check the spelling in the config.`;
    case 'forwarder':
      return `On ${place}, forward ${zones} to ${upstreamsText(upstreams, 'the Route 53 inbound endpoint')}.`;
    case 'authority':
      return `Add the name to ${zones} on ${place}, or let ${place} forward ${zones} to the server that has it.`;
    case 'vpc-own':
      return `Associate the private hosted zone of ${zones} with the VPC of the peer, and enable private DNS on the interface endpoints there.`;
    case 'vpc-resolver':
      return `Add a Route 53 Resolver rule that forwards ${zones} to ${upstreamsText(upstreams, 'the on-premises resolvers')} through the outbound endpoint, and associate it with the VPC.`;
  }
}

/** What lets questions through to a resolver. */
export function openingRemedy(resolver: Resolver, ports: string): string {
  const place = placeOf(resolver);
  switch (resolver.role) {
    case 'inbound':
      return `Allow ${ports} from on-premises in the security group of the inbound endpoint, the network ACL of its subnets and the firewalls on the way to ${place}.`;
    case 'forwarder':
    case 'authority':
      return `Allow ${ports} to ${place} on the way from this host, and check that its DNS service listens there.`;
    case 'vpc-resolver':
    case 'vpc-own':
      return `Set enableDnsSupport on the VPC, so that ${place} answers.`;
  }
}

/** How to ask the next resolver by itself. */
export function askingRemedy({ upstreams }: Resolver, name: string): string {
  if (upstreams.length === 0) return `Ask the servers behind it directly for ${name}.`;
  return `Ask each by itself: ${upstreams.map((place) => dig(place, name)).join('; ')}.`;
}

function dig(place: string, name: string): string {
  const [, address = place, port] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(place) ?? [];
  return port === undefined ? `dig @${place} ${name}` : `dig @${address} -p ${port} ${name}`;
}

function upstreamsText(upstreams: readonly string[], fallback: string): string {
  return upstreams.length === 0 ? fallback : upstreams.join(' and ');
}
