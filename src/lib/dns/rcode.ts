import type { MessageFrame } from './message-frame.ts';
import { RECORD_TYPE } from './record-type.ts';

/** RFC 1035 §4.1.1, 2136 §2.2, 6891 §9, 7873 §8. */
const RCODES: Readonly<Record<number, string>> = {
  0: 'NOERROR',
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
  6: 'YXDOMAIN',
  7: 'YXRRSET',
  8: 'NXRRSET',
  9: 'NOTAUTH',
  10: 'NOTZONE',
  16: 'BADVERS',
  23: 'BADCOOKIE',
};

/** Returns the response code; its upper eight bits stand in the TTL of the OPT record (RFC 6891 §6.1.3). */
export function rcodeOf(flags: number, { additionals }: MessageFrame): string {
  const opt = additionals.find(({ type }) => type === RECORD_TYPE.OPT);
  const rcode = ((opt?.ttl ?? 0) >>> 24) * 16 + (flags & 15);
  return RCODES[rcode] ?? `RCODE${rcode}`;
}
