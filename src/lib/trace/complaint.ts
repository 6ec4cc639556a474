import { sanitise } from '#lib/text/sanitise.ts';
import type { TraceProblem, TraceProblemKind } from './trace.ts';

// Enough for a sentence with a name in it; usage texts are cut.
const LONGEST_TEXT = 200;

/** `traceroute:`, `/usr/bin/inetutils-traceroute:`, `mtr-packet:`: getopt uses the name that the program was started by. */
const PROGRAM = /^(?:\S{0,200}[/-])?(?:traceroute6?(?:\.db)?|tracepath6?|mtr|mtr-packet): (?=\S)/;

/** The start of a hop: inetutils has printed it when it fails, and where both streams go one way they meet in a line. */
const BEGUN_HOP = /^ {0,3}\d{1,3} +(?=\S{0,200}traceroute6?: )/;
const REMARK = /^warning\b/i;

/** What the programs say, with or without their name. The first that fits decides. */
const CAUSES: readonly (readonly [RegExp, TraceProblemKind])[] = [
  [
    /^You do not have enough privileges|^Failure to (?:open IPv[46] sockets|start mtr-packet)/,
    'permission',
  ],
  [/^(?:raw |icmp )?socket: (?:Operation not permitted|Permission denied)/i, 'permission'],
  [/^non-root users cannot|are you root|must run as root|^unable to get raw socket/i, 'permission'],
  [
    /^(?:connect|send|sendto|sendmsg|udp socket connect failed): (?:Permission|Operation not)/,
    'send-refused',
  ],
  [/^can't connect to remote host.{0,100}: (?:Permission|Operation not)/, 'send-refused'],
  [/Network is unreachable$|No route to host$/, 'no-route'],
  // A route of type blackhole: connect(2) gives EINVAL.
  [
    /^(?:connect|sendto|udp socket connect failed|can't connect to .{0,100}): Invalid argument$/,
    'no-route',
  ],
  [/Name or service not known$|in name resolution$|Name does not resolve$/, 'unknown-host'],
  [/^unknown host|^bad address|^Failed to resolve host|nodename nor servname/i, 'unknown-host'],
  [/No address associated|family for hostname not supported/, 'unknown-host'],
  [/^Bad option |^Cannot handle |cannot be more than \d|^first hop out of range/, 'bad-option'],
  [
    /^(?:invalid|illegal|unrecognized|unknown) (?:option|argument|value)|requires an argument/,
    'bad-option',
  ],
  [
    /is not in \S+ range$|must be (?:positive|[<>]=?) ?\d*|^no such interface|missing host operand/,
    'bad-option',
  ],
  [
    /^usage error|^Specify "host" missing|^(?:max|min) ttl|^packet size must|^wait time/i,
    'bad-option',
  ],
];

/** Returns what a line says about the program itself, or null if it is no complaint. */
export function complaintIn(line: string): TraceProblem | null {
  const clean = sanitise(line.slice(0, 4 * LONGEST_TEXT)).replace(BEGUN_HOP, '');
  const name = PROGRAM.exec(clean)?.[0];
  const text = clean.slice(name?.length ?? 0).trim();
  const kind = CAUSES.find(([words]) => words.test(text))?.[1];
  if (kind === undefined && (name === undefined || REMARK.test(text))) return null;
  return { kind: kind ?? 'other', text: text.slice(0, LONGEST_TEXT).toWellFormed() };
}
