import type { Endpoint } from '#core/endpoint.ts';
import type { DnsQuestion } from '#core/io.ts';
import { decodeQuery, type Query } from '#lib/dns/query.ts';
import { encodeReply, type Saying } from '#lib/dns/reply.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createDns } from '../../src/io/dns.ts';

export const known: Saying = {
  kind: 'records',
  records: { A: ['10.20.1.10'], TXT: Array.from({ length: 20 }, () => 'x'.repeat(200)) },
};

/** A patient asker that sends again every 10 ms. */
export const dns = createDns(createDescriptors(64), { resendMs: 10 });
const never = new AbortController().signal;
export const PATIENT_MS = 20_000;
export const SHORT_MS = 60;

export function question(parts: Partial<DnsQuestion> = {}): DnsQuestion {
  return { name: 'api.example.com', type: 'A', transport: 'udp', udpPayloadBytes: 1232, ...parts };
}

export function ask(server: Endpoint, parts: Partial<DnsQuestion> = {}, timeoutMs = PATIENT_MS) {
  return dns.ask(server, question(parts), { timeoutMs }, never);
}

export function replyTo(query: Buffer, saying: Saying = known, mostBytes = 1232): Uint8Array {
  return encodeReply(decodeQuery(query) as Query, saying, mostBytes);
}

export function withOtherId(message: Uint8Array): Uint8Array {
  return message.map((byte, index) => (index === 0 ? byte ^ 0xff : byte));
}
