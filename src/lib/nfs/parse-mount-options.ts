import { CHOICES, HARMLESS, NUMBERS, RECOVERIES, SWITCHES } from './mount-options.ts';
import type { NfsMountOptions } from './mount-options.ts';

export type ParsedMountOptions =
  | {
      readonly ok: true;
      readonly options: NfsMountOptions;
      /** What was given and is not asked for, with the reason. */
      readonly leftOut: readonly LeftOut[];
    }
  | { readonly ok: false; readonly problem: MountOptionProblem };

export type LeftOut = { readonly option: string; readonly why: string };

export type MountOptionProblem = {
  /** As it was given; shortened, and without characters that do not print. */
  readonly option: string;
  readonly what: string;
  readonly expected: string;
};

/** mount(2) takes a page of options, 4 KiB. */
const LONGEST_TEXT = 4095;
const LONGEST_QUOTE = 60;

/** What nfs(5) calls the same thing. */
const ALIASES: { readonly [option: string]: string } = {
  nfsvers: 'vers',
  v3: 'vers=3',
  v4: 'vers=4',
  'v4.0': 'vers=4.0',
  'v4.1': 'vers=4.1',
  'v4.2': 'vers=4.2',
  tcp: 'proto=tcp',
  rdma: 'proto=rdma',
  udp: 'proto=udp',
};

const LEFT_OUT: readonly (readonly [pattern: RegExp, why: string])[] = [
  [
    /^(?:defaults|_netdev|nofail|auto|noauto|x-systemd\.[a-z.-]+(?:=\w+)?)$/,
    'it is for /etc/fstab',
  ],
  [/^(?:no)?intr$/, 'the kernel ignores it since Linux 2.6.25'],
  [/^(?:fg|retry=\d{1,9})$/, 'the mount is tried once, in the foreground'],
];

const UNSAFE: readonly (readonly [pattern: RegExp, what: string, expected: string])[] = [
  [/^bg$/, 'mounts in the background', 'leave it out: the mount must be there when it is measured'],
  [
    /^(?:remount|r?bind|move|r?(?:private|shared|slave|unbindable))$/,
    'changes a mount that is there',
    'leave it out',
  ],
  [
    /^(?:addr|clientaddr|mountaddr|mounthost|fstype|mountprog|nfsprog|mountport=0|port=0)\b/,
    'sends requests elsewhere than to the server that is named',
    'leave it out',
  ],
  [/^fsc\b/, 'reads from a cache on this host', 'leave it out: the network is measured'],
  [/^(?:proto=udp6?)$/, 'is not for today’s rates', 'proto=tcp'],
  [/^(?:user|users|owner|group|sloppy|s)$/, 'changes how mount(8) reads the rest', 'leave it out'],
];

/** Reads mount options as a user or a PersistentVolume gives them, `hard,nfsvers=4.1,rsize=1048576`. Never throws. */
export function parseMountOptions(text: string): ParsedMountOptions {
  if (text.length > LONGEST_TEXT) {
    return refuse(text, 'has more than 4095 characters', 'what mount(2) can take');
  }
  const words = withMinorVersion(text === '' ? [] : text.split(',').map(canonical));
  const leftOut: LeftOut[] = [];
  const seen = new Map<string, string>();
  let options: NfsMountOptions = {};
  for (const word of words) {
    const problem = unsafe(word);
    if (problem !== null) return { ok: false, problem };
    const why = LEFT_OUT.find(([pattern]) => pattern.test(word))?.[1];
    if (why !== undefined) {
      leftOut.push({ option: word, why });
      continue;
    }
    const read = readOption(word, options);
    if ('what' in read) return { ok: false, problem: read };
    const former = seen.get(read.subject);
    if (former === word) continue;
    if (former !== undefined) {
      return refuse(word, `contradicts ${quoted(former)}`, 'one of the two');
    }
    seen.set(read.subject, word);
    options = read.options;
  }
  return { ok: true, options, leftOut };
}

function canonical(word: string): string {
  const [name = '', ...values] = word.split('=');
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  return alias === undefined ? word : [alias, ...values].join('=');
}

/** `vers=4,minorversion=1`, as it was written before nfs-utils 1.2.9. */
function withMinorVersion(words: readonly string[]): readonly string[] {
  const minor = words.find((word) => /^minorversion=[0-2]$/.test(word));
  if (minor === undefined || !words.includes('vers=4')) return words;
  return words
    .filter((word) => word !== minor)
    .map((word) => (word === 'vers=4' ? `vers=4.${minor.slice(-1)}` : word));
}

/** Letters, digits and a few marks: no option that passes has a blank, a quote, a backslash or a control character. */
const PLAIN = /^[A-Za-z0-9_.:=+-]{1,200}$/;

function unsafe(word: string): MountOptionProblem | null {
  if (word === '') return problemOf(word, 'an option is empty', 'options with one comma between');
  if (!PLAIN.test(word)) {
    return problemOf(word, 'has a character that no option has', 'letters, digits and _.:=+-');
  }
  const [, what, expected] = UNSAFE.find(([pattern]) => pattern.test(word)) ?? [];
  return what === undefined || expected === undefined ? null : problemOf(word, what, expected);
}

type Read = { readonly subject: string; readonly options: NfsMountOptions };

function readOption(word: string, options: NfsMountOptions): Read | MountOptionProblem {
  const equals = word.indexOf('=');
  if (equals === -1) return readFlag(word, options) ?? readOther(word, options);
  const name = word.slice(0, equals);
  return readValue(name, word.slice(equals + 1), options) ?? readOther(word, options);
}

function readFlag(word: string, options: NfsMountOptions): Read | null {
  const recovery = RECOVERIES.find((one) => one === word);
  if (recovery !== undefined) return { subject: 'recovery', options: { ...options, recovery } };
  const row = SWITCHES.find(({ on, off }) => word === on || word === off);
  if (row === undefined) return null;
  return { subject: row.key, options: { ...options, [row.key]: word === row.on } };
}

function readValue(
  name: string,
  value: string,
  options: NfsMountOptions,
): Read | MountOptionProblem | null {
  const row = NUMBERS.find((one) => one.name === name);
  if (row !== undefined) {
    const amount = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
    if (amount >= row.least && amount <= row.most) {
      return { subject: row.key, options: { ...options, [row.key]: amount } };
    }
    const expected = `a whole number from ${row.least} to ${row.most}`;
    return problemOf(`${name}=${value}`, 'has no value that can be', expected);
  }
  const choice = CHOICES.find((one) => one.name === name);
  if (choice === undefined) return null;
  if (choice.values.includes(value)) {
    return { subject: choice.key, options: { ...options, [choice.key]: value } };
  }
  return problemOf(`${name}=${value}`, 'has no value that can be', choice.values.join(', '));
}

function readOther(word: string, options: NfsMountOptions): Read | MountOptionProblem {
  if (!HARMLESS.some((pattern) => pattern.test(word))) {
    return problemOf(word, 'is no option that is known here', 'options of nfs(5)');
  }
  const subject = word.replace(/=.*$/, '').replace(/^no(?=.)/, '');
  return {
    subject: `other ${subject}`,
    options: { ...options, others: [...(options.others ?? []), word] },
  };
}

function refuse(option: string, what: string, expected: string): ParsedMountOptions {
  return { ok: false, problem: problemOf(option, what, expected) };
}

function problemOf(option: string, what: string, expected: string): MountOptionProblem {
  return { option: quoted(option), what, expected };
}

function quoted(option: string): string {
  const short = option.length > LONGEST_QUOTE ? `${option.slice(0, LONGEST_QUOTE)}…` : option;
  return short.replace(/[^\x20-\x7e…]/g, '?');
}
