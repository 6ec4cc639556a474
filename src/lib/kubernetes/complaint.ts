import { sanitise } from '../text/sanitise.ts';

/** What keeps kubectl from an answer. */
export const COMPLAINTS = [
  'not-found',
  'unauthorised',
  'forbidden',
  'credentials',
  'untrusted',
  'unreachable',
  'unclear',
] as const;
export type ComplaintKind = (typeof COMPLAINTS)[number];

export type Complaint = { readonly kind: ComplaintKind; readonly said: string };

/** In the words of kubectl and of the Go libraries below it. The first that a line has decides. */
const PATTERNS: readonly (readonly [RegExp, ComplaintKind])[] = [
  [/getting credentials|exec plugin|exec: "[^"]*": executable file not found/i, 'credentials'],
  [/\(NotFound\)/, 'not-found'],
  [
    /\(Unauthorized\)|must be logged in to the server|asked for the client to provide credentials/i,
    'unauthorised',
  ],
  [/\(Forbidden\)/, 'forbidden'],
  [
    /x509:|certificate signed by|tls: failed to verify|certificate (?:has expired|is not valid)/i,
    'untrusted',
  ],
  [
    /unable to connect to the server|connection to the server .{0,300} was refused|dial tcp|i\/o timeout|no such host|connection re(?:fused|set)|no route to host|network is unreachable|context deadline exceeded|Client\.Timeout|TLS handshake timeout|proxyconnect|\bEOF\b/i,
    'unreachable',
  ],
];

/** Enough for what kubectl says last, whatever a program for credentials said before. */
const MOST_READ = 16_384;
const MOST_SAID = 300;

/** Reads what kubectl printed when it failed. No password or token that it may have quoted is in what is returned. */
export function readComplaint(stderr: string): Complaint {
  const lines = sanitise(stderr.slice(-MOST_READ))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  for (const line of [...lines].reverse()) {
    const pattern = PATTERNS.find(([words]) => words.test(line));
    if (pattern !== undefined) return { kind: pattern[1], said: quotable(line) };
  }
  return { kind: 'unclear', said: quotable(lines.at(-1) ?? '') };
}

/** Tokens of EKS and of JWT, `Bearer …`, and the user in an address. */
const SECRETS = /k8s-aws-v1\.[\w.=-]+|\beyJ[\w.=-]+|(?<=bearer\s)\S+|(?<=:\/\/)\S*@/gi;

function quotable(line: string): string {
  return line
    .slice(0, 4 * MOST_SAID)
    .replaceAll(SECRETS, '***')
    .slice(0, MOST_SAID)
    .toWellFormed();
}
