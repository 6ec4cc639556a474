import fc from 'fast-check';
import { test } from 'tap';
import type { NfsMountOptions } from '#lib/nfs/mount-options.ts';
import { parseMountOptions } from '#lib/nfs/parse-mount-options.ts';
import type { MountOptionProblem } from '#lib/nfs/parse-mount-options.ts';
import { mountOptionValue } from '#lib/nfs/write-mount-options.ts';

const ALL: NfsMountOptions = {
  version: '4.1',
  protocol: 'tcp',
  port: 2050,
  mountPort: 20_048,
  readSizeBytes: 1_048_576,
  writeSizeBytes: 524_288,
  recovery: 'hard',
  timeoutDeciseconds: 600,
  retransmissions: 2,
  nconnect: 4,
  security: 'krb5p',
  transportSecurity: 'tls',
  isFromReservedPort: false,
  isLocking: false,
  isReadOnly: true,
  others: ['noatime', 'actimeo=30'],
};

test('what follows -o', (t) => {
  t.equal(mountOptionValue({}), 'retry=0', 'one try, whatever else');
  t.equal(
    mountOptionValue(ALL),
    'vers=4.1,proto=tcp,sec=krb5p,xprtsec=tls,rsize=1048576,wsize=524288,timeo=600,retrans=2,nconnect=4,port=2050,mountport=20048,hard,noresvport,nolock,ro,noatime,actimeo=30,retry=0',
  );
  t.equal(
    mountOptionValue({ isFromReservedPort: true, isLocking: true, isReadOnly: false }),
    'resvport,lock,rw,retry=0',
  );
  t.end();
});

test('what mount.nfs would misread is refused', (t) => {
  const text = (value: string): never => value as never; // what no compiler has looked at
  for (const options of [
    { version: text('4.3') },
    { protocol: text('udp') },
    { security: text('sys,port=1') },
    { recovery: text('hard,bg') },
    { readSizeBytes: 1023 },
    { writeSizeBytes: 4096.5 },
    { nconnect: 17 },
    { port: 0 },
    { mountPort: 65_536 },
    { timeoutDeciseconds: Number.NaN },
    { retransmissions: -1 },
    { others: ['noatime,addr=192.0.2.9'] },
    { others: ['bg'] },
    { others: ['actimeo=30 '] },
  ] satisfies readonly NfsMountOptions[]) {
    t.throws(() => mountOptionValue(options), TypeError, JSON.stringify(options));
  }
  t.end();
});

function optionsIn(text: string): NfsMountOptions {
  const parsed = parseMountOptions(text);
  if (!parsed.ok) throw new Error(`${parsed.problem.option} ${parsed.problem.what}`);
  return parsed.options;
}

function problemIn(text: string): MountOptionProblem {
  const parsed = parseMountOptions(text);
  if (parsed.ok) throw new Error(`${text} is right`);
  return parsed.problem;
}

test('options as people write them', (t) => {
  const rows: readonly (readonly [text: string, wanted: NfsMountOptions])[] = [
    ['', {}],
    [
      'vers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2',
      {
        ...{ version: '4.1', readSizeBytes: 1_048_576, writeSizeBytes: 1_048_576 },
        ...{ recovery: 'hard', timeoutDeciseconds: 600, retransmissions: 2 },
      },
    ],
    ['nfsvers=3,nolock,tcp', { version: '3', isLocking: false, protocol: 'tcp' }],
    ['v4.2', { version: '4.2' }],
    ['nfsvers=4', { version: '4' }],
    ['vers=4,minorversion=1', { version: '4.1' }],
    ['soft,ro,noresvport', { recovery: 'soft', isReadOnly: true, isFromReservedPort: false }],
    [
      'softerr,rw,resvport,lock',
      { recovery: 'softerr', isReadOnly: false, isFromReservedPort: true, isLocking: true },
    ],
    ['sec=krb5,port=2050,mountport=4002', { security: 'krb5', port: 2050, mountPort: 4002 }],
    ['xprtsec=mtls,rdma', { transportSecurity: 'mtls', protocol: 'rdma' }],
    [
      'noatime,nodiratime,acregmax=3,lookupcache=pos,nosharecache,local_lock=all',
      {
        others: [
          'noatime',
          'nodiratime',
          'acregmax=3',
          'lookupcache=pos',
          'nosharecache',
          'local_lock=all',
        ],
      },
    ],
    ['hard,hard,nconnect=2,nconnect=2', { recovery: 'hard', nconnect: 2 }],
  ];
  for (const [text, wanted] of rows) t.strictSame(optionsIn(text), wanted, text);
  t.end();
});

test('what is left out has a reason', (t) => {
  const parsed = parseMountOptions('defaults,_netdev,x-systemd.automount,nointr,retry=5,fg,hard');
  t.match(parsed, {
    ok: true,
    options: { recovery: 'hard' },
    leftOut: [
      { option: 'defaults', why: 'it is for /etc/fstab' },
      { option: '_netdev' },
      { option: 'x-systemd.automount' },
      { option: 'nointr', why: 'the kernel ignores it since Linux 2.6.25' },
      { option: 'retry=5', why: 'the mount is tried once, in the foreground' },
      { option: 'fg' },
    ],
  });
  t.end();
});

test('what is unknown, unsafe or contradicts itself is a problem', (t) => {
  const rows: readonly (readonly [text: string, option: string, what: string])[] = [
    ['hard,nonsense', 'nonsense', 'is no option that is known here'],
    ['nonsense=1', 'nonsense=1', 'is no option that is known here'],
    ['minorversion=1', 'minorversion=1', 'is no option that is known here'],
    ['vers=3,minorversion=1', 'minorversion=1', 'is no option that is known here'],
    ['__proto__', '__proto__', 'is no option that is known here'],
    ['toString=1', 'toString=1', 'is no option that is known here'],
    ['hard,,soft', '', 'an option is empty'],
    ['hard, soft', ' soft', 'has a character that no option has'],
    ['sec=sys"', 'sec=sys"', 'has a character that no option has'],
    ['hard\nsoft', 'hard?soft', 'has a character that no option has'],
    ['hard\0', 'hard?', 'has a character that no option has'],
    ['ha\u202erd', 'ha?rd', 'has a character that no option has'],
    ['bg', 'bg', 'mounts in the background'],
    ['remount', 'remount', 'changes a mount that is there'],
    ['bind', 'bind', 'changes a mount that is there'],
    [
      'addr=192.0.2.9',
      'addr=192.0.2.9',
      'sends requests elsewhere than to the server that is named',
    ],
    [
      'mountaddr=1.2.3.4',
      'mountaddr=1.2.3.4',
      'sends requests elsewhere than to the server that is named',
    ],
    [
      'clientaddr=1.2.3.4',
      'clientaddr=1.2.3.4',
      'sends requests elsewhere than to the server that is named',
    ],
    ['fsc', 'fsc', 'reads from a cache on this host'],
    ['fsc=a', 'fsc=a', 'reads from a cache on this host'],
    ['udp', 'proto=udp', 'is not for today’s rates'],
    ['users', 'users', 'changes how mount(8) reads the rest'],
    ['rsize=1M', 'rsize=1M', 'has no value that can be'],
    ['rsize=', 'rsize=', 'has no value that can be'],
    ['nconnect=99', 'nconnect=99', 'has no value that can be'],
    ['port=-1', 'port=-1', 'has no value that can be'],
    ['vers=5', 'vers=5', 'has no value that can be'],
    ['sec=lkey', 'sec=lkey', 'has no value that can be'],
    ['hard,soft', 'soft', 'contradicts hard'],
    ['vers=3,nfsvers=4.1', 'vers=4.1', 'contradicts vers=3'],
    ['ro,rw', 'rw', 'contradicts ro'],
    ['ac,noac', 'noac', 'contradicts ac'],
    ['actimeo=1,actimeo=2', 'actimeo=2', 'contradicts actimeo=1'],
  ];
  for (const [text, option, what] of rows) {
    t.match(problemIn(text), { option, what }, JSON.stringify(text));
    t.not(problemIn(text).expected, '', text);
  }
  const long = problemIn('x'.repeat(5000));
  t.ok(long.option.length < 70, 'a long one is shortened');
  t.equal(long.what, 'has more than 4095 characters');
  t.end();
});

test('what can be written can be read, and is the same', (t) => {
  t.strictSame(optionsIn(mountOptionValue(ALL)), ALL);
  let right = 0;
  const words = ['vers=3', 'vers=4.1', 'hard', 'soft', 'rsize=4096', 'nconnect=2', 'ro', 'noatime'];
  const odd = ['', ' ', 'bg', 'x', 'retry=1', '=', 'sec=', '\u0007'];
  const text = fc.oneof(
    fc
      .array(fc.constantFrom(...words, ...words, ...odd), { maxLength: 6 })
      .map((one) => one.join(',')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  fc.assert(
    fc.property(text, (given) => {
      const parsed = parseMountOptions(given);
      if (!parsed.ok) {
        t.match(parsed.problem.option, /^[\x20-\x7e…]{0,70}$/);
        return;
      }
      right += 1;
      const written = mountOptionValue(parsed.options);
      t.match(written, /^[\w.=,:+-]+$/);
      t.strictSame(optionsIn(written), parsed.options);
    }),
    { seed: 20261122, numRuns: 1000 },
  );
  t.ok(right > 50, `${right} were right`);
  t.end();
});
