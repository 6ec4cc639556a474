import type { PingDialect } from './event.ts';

type Family = Exclude<PingDialect, 'unknown'>;

const ALL: readonly Family[] = ['iputils', 'busybox', 'inetutils', 'bsd'];

/** Which families print such a line. Complaints come as `ping: …`, whatever name the program was started by. */
const CLUES: readonly { readonly line: RegExp; readonly families: readonly Family[] }[] = [
  // The header. iputils has the size of the packet in brackets, or (IPv6) no colon before the size.
  { line: /^PING .* bytes of data\.?$/, families: ['iputils'] },
  { line: /^PING (?:[^ (]+\(.*|.*\)) \d{1,6} data bytes$/, families: ['iputils'] },
  { line: /^PING .* from [^ ]+ [^ ]+: \d{1,6} data bytes$/, families: ['iputils'] },
  { line: /^PING6\(/, families: ['bsd'] },
  // What comes back.
  { line: /^\d{1,10} bytes from .*: seq=\d/, families: ['busybox'] },
  { line: /^\d{1,10} bytes from .*: icmp_seq=\d/, families: ['iputils', 'inetutils', 'bsd'] },
  { line: /^\d{1,10} bytes from .*, icmp_seq=\d/, families: ['bsd'] },
  { line: /^\d{1,10} bytes from .*: frag needed and DF set/, families: ['bsd'] },
  { line: /^\d{1,10} bytes from .*: [A-Z]/, families: ['inetutils', 'bsd'] },
  { line: /^From .* icmp_seq=\d|^no answer yet for icmp_seq=/, families: ['iputils'] },
  { line: /^Request timeout for icmp_seq /, families: ['bsd'] },
  // The end. BSD has one decimal of loss; busybox has no plus before the duplicates and no deviation.
  { line: /^\d{1,15} packets? transmitted, \d{1,15} received/, families: ['iputils'] },
  {
    line: /^\d{1,15} packets? transmitted, \d{1,15} packets? received, (?:.* )?\d{1,3}\.\d% packet loss/,
    families: ['bsd'],
  },
  {
    line: /^\d{1,15} packets? transmitted, \d{1,15} packets? received, (?:.* )?\d{1,3}% packet loss/,
    families: ['busybox', 'inetutils'],
  },
  { line: /^\d{1,15} packets? transmitted, .*, \d{1,15} duplicates/, families: ['busybox'] },
  { line: /^rtt min\/avg\/max\/mdev = /, families: ['iputils'] },
  { line: /^round-trip min\/avg\/max = /, families: ['busybox'] },
  { line: /^round-trip min\/avg\/max\/stddev = /, families: ['inetutils', 'bsd'] },
  // Complaints.
  { line: /^(?:ping: )?connect: |^ping: (?:local error|socktype)\b/, families: ['iputils'] },
  { line: /^ping: icmp open socket: |^ping: cannot flood; minimal/, families: ['iputils'] },
  { line: /^ping: (?:Do you want to ping broadcast\?|=> missing )/, families: ['iputils'] },
  {
    line: /^ping: .*: (?:Name or service not known|Temporary failure in name resolution)$/,
    families: ['iputils'],
  },
  { line: /^ {2}ping \[options\] <destination>$/, families: ['iputils'] },
  { line: /^BusyBox v\d|^ping: bad address |\(are you root\?\)$/, families: ['busybox'] },
  { line: /^ping: (?:sending packet: |Lacking privilege|unknown host$)/, families: ['inetutils'] },
  { line: /^Try .ping --help/, families: ['inetutils'] },
  { line: /^ping: sendto: /, families: ['busybox', 'bsd'] },
  { line: /^ping: (?:cannot resolve |illegal option )/, families: ['bsd'] },
];

/** Finds out who is speaking, from one line after another. */
export interface DialectFinder {
  see(line: string): void;
  found(): PingDialect;
}

/** Returns a finder that leaves out the families that do not print what it sees, until one is left. */
export function createDialectFinder(): DialectFinder {
  let candidates = ALL;
  return {
    see: (line) => {
      for (const clue of CLUES) if (clue.line.test(line)) candidates = narrowed(candidates, clue);
    },
    found: () => (candidates.length === 1 ? (candidates[0] ?? 'unknown') : 'unknown'),
  };
}

/** A clue that contradicts all that was seen before says nothing. */
function narrowed(
  candidates: readonly Family[],
  { families }: { readonly families: readonly Family[] },
): readonly Family[] {
  const rest = candidates.filter((family) => families.includes(family));
  return rest.length === 0 ? candidates : rest;
}
