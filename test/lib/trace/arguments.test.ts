import { test } from 'tap';
import { canKeepFlow, canTrace, traceCommand as commandOf } from '#lib/trace/arguments.ts';
import type { TraceCommand } from '#lib/trace/arguments.ts';
import type { TraceRequest } from '#lib/trace/request.ts';
import type { TraceTool } from '#lib/trace/trace.ts';

const IPV4 = '192.0.2.1';
const IPV6 = '2001:db8::1';

/** The command for a program of a new version. */
function traceCommand(tool: TraceTool, request: TraceRequest): TraceCommand {
  return commandOf({ tool, version: null }, request);
}

type Row = readonly [tool: TraceTool, request: TraceRequest, line: string, worstMs: number];

const COMMANDS: readonly Row[] = [
  ['traceroute', { target: IPV4 }, '-n -f 1 -m 30 -q 2 -w 1,3,10 -N 60 -- 192.0.2.1', 1000],
  [
    'traceroute',
    { target: IPV6, method: 'icmp', port: 7, waitMs: 300, maxTtl: 12, probesPerHop: 1 },
    '-n -I -f 1 -m 12 -q 1 -w 0.3,3,10 -N 12 -- 2001:db8::1',
    300,
  ],
  [
    'traceroute',
    { target: IPV4, port: 5000, packetBytes: 1400, isFragmentable: false },
    '-n -U -p 5000 -f 1 -m 30 -q 2 -w 1,3,10 -N 60 -F -- 192.0.2.1 1400',
    1000,
  ],
  [
    'traceroute',
    { target: IPV4, method: 'tcp', port: 443, sourcePort: 40_000, waitMs: 200, maxTtl: 9 },
    '-n -T -O info -p 443 -f 1 -m 9 -q 2 -w 0.2,3,10 --sport=40000 -- 192.0.2.1',
    3600,
  ],
  [
    'inetutils',
    { target: IPV4, method: 'icmp', maxTtl: 4 },
    '-M icmp -m 4 -q 2 -w 1 -- 192.0.2.1',
    8000,
  ],
  [
    'busybox',
    { target: IPV6, port: 33_500, firstTtl: 3, maxTtl: 3, probesPerHop: 1, waitMs: 1500 },
    '-n -f 3 -m 3 -q 1 -w 2 -p 33500 -- 2001:db8::1',
    2000,
  ],
  [
    'bsd',
    { target: IPV4, method: 'tcp', port: 443, maxTtl: 10, isFragmentable: false, packetBytes: 900 },
    '-n -P tcp -f 1 -m 10 -q 2 -w 1 -e -p 443 -F -- 192.0.2.1 900',
    20_000,
  ],
  [
    'tracepath',
    { target: IPV6, port: 5000, packetBytes: 1500, maxTtl: 8 },
    '-n -m 8 -p 5000 -l 1500 -- 2001:db8::1',
    24_000,
  ],
  [
    'mtr',
    { target: IPV4, method: 'icmp', isRoot: true, probesPerHop: 1 },
    '-n --raw -f 1 -m 30 -c 1 -U 30 -i 0.1 -G 1 -- 192.0.2.1',
    1300,
  ],
  [
    'mtr',
    { target: IPV4, method: 'udp', port: 53, sourcePort: 40_000, maxTtl: 12, waitMs: 500 },
    '-n --raw -u -L 40000 -P 53 -f 1 -m 12 -c 2 -U 12 -i 1 -G 0.5 -- 192.0.2.1',
    2700,
  ],
  [
    'mtr',
    { target: IPV4, method: 'tcp', port: 443, isRoot: true, packetBytes: 100, maxTtl: 5 },
    '-n --raw -T -Z 1 -P 443 -f 1 -m 5 -c 2 -U 5 -i 0.1 -G 1 -s 100 -- 192.0.2.1',
    1200,
  ],
];

test('each program has its own words for a request', (t) => {
  for (const [tool, request, line, worstMs] of COMMANDS) {
    const command = traceCommand(tool, request);
    t.equal(command.arguments.join(' '), line);
    t.equal(command.worstMs, worstMs, line);
  }
  t.end();
});

test('before 2.1.0 traceroute has one time to wait', (t) => {
  for (const [version, wait] of [
    ['1.4a12', '0.5'],
    ['2.0.22', '0.5'],
    ['2.1.0', '0.5,3,10'],
    ['2.10.1', '0.5,3,10'],
    [null, '0.5,3,10'],
  ] as const) {
    const command = commandOf({ tool: 'traceroute', version }, { target: IPV4, waitMs: 500 });
    t.equal(command.arguments[command.arguments.indexOf('-w') + 1], wait, String(version));
  }
  t.end();
});

test('what a program cannot do is said', (t) => {
  const all = { target: IPV4, sourcePort: 1, firstTtl: 2, packetBytes: 100, waitMs: 500 } as const;
  t.strictSame(traceCommand('traceroute', all).omitted, []);
  t.strictSame(traceCommand('busybox', all).omitted, ['sourcePort']);
  t.strictSame(traceCommand('inetutils', all).omitted, ['sourcePort', 'firstTtl', 'packetBytes']);
  t.strictSame(traceCommand('tracepath', all).omitted, ['sourcePort', 'firstTtl', 'waitMs']);
  const ports = { target: IPV4, port: 7, sourcePort: 8 } as const;
  t.strictSame(traceCommand('mtr', { ...ports, method: 'tcp' }).omitted, ['sourcePort']);
  t.strictSame(traceCommand('mtr', { ...ports, method: 'udp' }).omitted, []);
  const echo = traceCommand('traceroute', { ...ports, method: 'icmp' });
  t.strictSame(echo.omitted, ['port', 'sourcePort']);
  t.equal(echo.worstMs, 1000);
  t.notMatch(traceCommand('inetutils', all).arguments, ['-f']);
  t.end();
});

test('the target is an IP address and nothing else', (t) => {
  const targets = [
    '',
    'example.com',
    '-h',
    '--help',
    '192.0.2.1 -h',
    '192.0.2',
    '192.0.2.1\n',
    '::g',
    '[::1]',
  ];
  for (const target of targets)
    t.throws(() => traceCommand('traceroute', { target }), TypeError, target);
  t.equal(traceCommand('traceroute', { target: '::1' }).arguments.at(-1), '::1');
  t.end();
});

test('numbers out of range never become arguments', (t) => {
  const wrong: readonly Omit<TraceRequest, 'target'>[] = [
    { port: 0 },
    { port: 65_536 },
    { port: 1.5 },
    { sourcePort: -1 },
    { maxTtl: 0 },
    { maxTtl: 256 },
    { maxTtl: NaN },
    { firstTtl: 31 },
    { firstTtl: 5, maxTtl: 4 },
    { probesPerHop: 11 },
    { waitMs: 0 },
    { waitMs: Infinity },
    { packetBytes: 20 },
  ];
  for (const some of wrong) {
    t.throws(() => traceCommand('mtr', { target: IPV4, ...some }), TypeError, JSON.stringify(some));
  }
  t.end();
});

test('a method or a family that a program does not have is refused', (t) => {
  const rows: readonly (readonly [TraceTool, TraceRequest, boolean])[] = [
    ['tracepath', { target: IPV4, method: 'udp' }, true],
    ['tracepath', { target: IPV4, method: 'icmp' }, false],
    ['inetutils', { target: IPV4, method: 'tcp' }, false],
    ['inetutils', { target: IPV6 }, false],
    ['bsd', { target: IPV6 }, false],
    ['busybox', { target: IPV4, method: 'tcp' }, false],
    ['busybox', { target: IPV6, method: 'icmp' }, true],
    ['mtr', { target: IPV6, method: 'tcp' }, true],
  ];
  for (const [tool, request, can] of rows) {
    t.equal(canTrace(tool, request), can, `${tool} ${JSON.stringify(request)}`);
    if (!can) t.throws(() => traceCommand(tool, request), TypeError);
  }
  t.end();
});

test('one program keeps all its probes in a flow, and soon enough', (t) => {
  const tools = ['traceroute', 'inetutils', 'busybox', 'bsd', 'tracepath', 'mtr'] as const;
  t.strictSame(tools.filter(canKeepFlow), ['traceroute']);
  t.end();
});
