import {
  AUTHORITATIVE_ANSWER,
  encode,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
  type Answer,
} from 'dns-packet';
import type { Query } from './query.ts';

/** The records of one name, as text. */
export type ZoneRecords = { readonly A?: readonly string[]; readonly TXT?: readonly string[] };

/** What a server says to a query; `unknown` is NXDOMAIN. */
export type Saying =
  | { readonly kind: 'records'; readonly records: ZoneRecords }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused' };

const RCODE = { NOERROR: 0, NXDOMAIN: 3, REFUSED: 5 } as const;

/** Short, so that a fault that is mended is not remembered: RFC 2181 §8. */
const TTL_SECONDS = 5;

/** What an OPT record without options takes: RFC 6891 §6.1.2. */
const SERVER_PAYLOAD_BYTES = 4096;

/** Encodes a reply, cut to nothing but its question with TC set where it exceeds `mostBytes`. */
export function encodeReply(query: Query, saying: Saying, mostBytes: number): Uint8Array {
  const whole = encodeMessage(query, saying, { truncated: false });
  return whole.length <= mostBytes ? whole : encodeMessage(query, saying, { truncated: true });
}

function encodeMessage(
  { id, name, type }: Query,
  saying: Saying,
  { truncated }: { readonly truncated: boolean },
): Uint8Array {
  const answers = truncated ? [] : answersOf(saying, name, type);
  return encode({
    type: 'response',
    id,
    flags: flagsOf(saying) | (truncated ? TRUNCATED_RESPONSE : 0),
    // The type came from the query, through the same table.
    questions: [{ name, type: type as 'A' }],
    answers,
    authorities: saying.kind === 'refused' || answers.length > 0 || truncated ? [] : [soa('.')],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: SERVER_PAYLOAD_BYTES,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: [],
      },
    ],
  });
}

function flagsOf({ kind }: Saying): number {
  switch (kind) {
    case 'records':
      return RECURSION_DESIRED | RECURSION_AVAILABLE | AUTHORITATIVE_ANSWER | RCODE.NOERROR;
    case 'unknown':
      return RECURSION_DESIRED | RECURSION_AVAILABLE | RCODE.NXDOMAIN;
    case 'refused':
      return RECURSION_DESIRED | RCODE.REFUSED;
  }
}

function answersOf(saying: Saying, name: string, type: string): Answer[] {
  if (saying.kind !== 'records') return [];
  const base = { name, ttl: TTL_SECONDS };
  if (type === 'A') return (saying.records.A ?? []).map((data) => ({ ...base, type: 'A', data }));
  if (type === 'TXT') {
    return (saying.records.TXT ?? []).map((data) => ({ ...base, type: 'TXT', data }));
  }
  return type === 'SOA' && name === '.' ? [soa(name)] : [];
}

function soa(name: string): Answer {
  return {
    type: 'SOA',
    name,
    ttl: TTL_SECONDS,
    data: {
      mname: 'ns.example.com',
      rname: 'hostmaster.example.com',
      serial: 1,
      refresh: 60,
      retry: 60,
      expire: 600,
      minimum: TTL_SECONDS,
    },
  };
}
