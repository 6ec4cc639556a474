import { LOCAL } from './event.ts';
import type { FailureCause, PingEvent } from './event.ts';
import { tooLongLocally } from './icmp-error.ts';

// `ping6`, `/bin/ping`, `inetutils-ping`: inetutils and getopt use the name that the program was started by.
const PROGRAM = /^(?:\S*[/-])?ping[^\s/-]{0,20}$/;

/** What a system call said about one packet. EPERM here is a firewall of this host, not a missing privilege. */
const SENDING = /^(?:sendmsg|sendto|sending packet|connect|recvmsg|recvfrom|local error)\b/;
const TOO_LONG = /message too long/i;
// EHOSTDOWN, which BSD gives where ARP got no answer. iputils says "Destination Host Unreachable" then.
const HOST_DOWN = ': Host is down';
const NO_ROUTE = /Network is unreachable|No route to host/;

/** Lines that warn, or go on with the line before. */
const REMARK = /^(?:warning\b|=> |socktype: SOCK_[A-Z]+$|sock[46]\.fd: |this will become fatal)/i;

const CAUSES: readonly (readonly [RegExp, FailureCause])[] = [
  [
    /not permitted|permission denied|Lacking privilege|cannot flood|minimal interval/i,
    'permission',
  ],
  [/Name or service not known$|in name resolution$|Name does not resolve$/, 'unknown-host'],
  [/^unknown host|^bad address|^cannot resolve|nodename nor servname/i, 'unknown-host'],
  [/: Try again$|No address associated|family for hostname not supported$/, 'unknown-host'],
  [
    /^(?:invalid|illegal|unrecognized|bad|unknown) (?:option|argument|value|number|-)/,
    'bad-option',
  ],
  [/^(?:invalid|illegal|bad) (?:timing|count|packet|preload|linger|message)/, 'bad-option'],
  [/^option |requires an argument|^usage error|is not in \S+ range$/, 'bad-option'],
  [/^packet size|incompatible options|flags? cannot be used/, 'bad-option'],
  [NO_ROUTE, 'no-route'],
];

/**
 * Returns what ping says of itself in this line, without the name of the program; null if it is no such line.
 * Old iputils says `connect: …` without a name.
 */
export function complaintIn(line: string): string | null {
  const end = line.indexOf(': ');
  const program = line.slice(0, Math.max(0, end));
  if (program === 'connect') return line;
  return PROGRAM.test(program) ? line.slice(end + 2) : null;
}

/** Returns what a complaint means, or null for a warning. */
export function complaintEvent(text: string): PingEvent | null {
  if (REMARK.test(text)) return null;
  if (SENDING.test(text)) return sendingEvent(text);
  const cause = CAUSES.find(([words]) => words.test(text))?.[1] ?? 'other';
  return { kind: 'failure', cause, text };
}

function sendingEvent(text: string): PingEvent {
  if (TOO_LONG.test(text)) return tooLongLocally(text);
  if (text.endsWith(HOST_DOWN)) {
    return { kind: 'unreachable', sequence: null, from: LOCAL, code: 'host', text };
  }
  return { kind: 'failure', cause: NO_ROUTE.test(text) ? 'no-route' : 'other', text };
}
