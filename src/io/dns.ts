import { randomInt } from 'node:crypto';
import { CannotMeasure } from '#core/check.ts';
import type { Dns, DnsQuestion } from '#core/io.ts';
import { encodeQuery } from '#lib/dns/query.ts';
import type { Descriptors } from './descriptors.ts';
import { exchangeOverTcp } from './dns-tcp.ts';
import { exchangeOverUdp } from './dns-udp.ts';

/**
 * A lost datagram must not look like a dead server: 2 s gives three tries in the 5 s that glibc waits
 * for one server, so that at 1 % loss one server in a million looks dead. It is also what c-ares waits.
 */
const RESEND_MS = 2000;

/** Asks real servers. */
export function createDns(descriptors: Descriptors, { resendMs = RESEND_MS } = {}): Dns {
  return {
    ask: (server, question, { timeoutMs }, signal) => {
      const exchange = { server, timeoutMs, signal, encode: () => encode(question) };
      return descriptors.hold(signal, () =>
        question.transport === 'udp'
          ? exchangeOverUdp(exchange, { resendMs, descriptors })
          : exchangeOverTcp(exchange),
      );
    },
  };
}

function encode(question: DnsQuestion): Uint8Array {
  const query = encodeQuery(question, {
    id: randomInt(0x10000),
    // Keys are asked for to get a big answer, and their signatures make it one.
    dnssecOk: question.type === 'DNSKEY',
  });
  if (query.kind === 'query') return query.bytes;
  throw new CannotMeasure(query.why, 'Correct this name in the config.');
}
