import { test } from 'tap';
import { recogniseTraceTool } from '#lib/trace/tool.ts';
import type { TraceTool } from '#lib/trace/trace.ts';

type Row = readonly [printed: string, tool: TraceTool, version: string | null];

const BUSYBOX = `traceroute: unrecognized option '--version'
BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1+b1) multi-call binary.

Usage: traceroute [-46Flnrv] [-f 1ST_TTL] [-m MAXTTL] [-q PROBES] [-p PORT]
`;

const PROGRAMS: readonly Row[] = [
  [
    'Modern traceroute for Linux, version 2.1.2\nCopyright (c) 2016  Dmitry Butskoy,   License: GPL v2 or any later\n',
    'traceroute',
    '2.1.2',
  ],
  ['Modern traceroute for Linux, version 2.0.22, Dec 10 2012\n', 'traceroute', '2.0.22'],
  [
    'traceroute (GNU inetutils) 2.4\nCopyright (C) 2022 Free Software Foundation',
    'inetutils',
    '2.4',
  ],
  [BUSYBOX, 'busybox', '1.35.0'],
  [BUSYBOX.replaceAll('\n', '\r\n'), 'busybox', '1.35.0'],
  ['tracepath from iputils 20221126\nlibcap: yes, IDN: yes', 'tracepath', '20221126'],
  ['tracepath from iputils s20190709\n', 'tracepath', 's20190709'],
  ['tracepath6 utility, iputils-s20161105\n', 'tracepath', 's20161105'],
  ['tracepath utility, iputils-sss20101006\n', 'tracepath', 's20101006'],
  [
    "tracepath: invalid option -- 'V'\nUsage: tracepath [-4] [-6] [-n] [-b] [-l <len>] [-p port] <destination>\n",
    'tracepath',
    null,
  ],
  ['mtr 0.95\n', 'mtr', '0.95'],
  ['mtr 0.87\n', 'mtr', '0.87'],
  ['mtr 0.93.20-e2af\n', 'mtr', '0.93.20-e2af'],
  [
    'traceroute: illegal option -- V\nVersion 1.4a12+Darwin\nUsage: traceroute [-adDeFInrSvx] [-A as_server]',
    'bsd',
    '1.4a12+Darwin',
  ],
  ['Version 1.4a12+FreeBSD\nUsage: traceroute [-adDeFInrSvx]', 'bsd', '1.4a12+FreeBSD'],
  ['usage: traceroute6 [-adIlnNrSTUv] [-A as_server] [-f firsthop]', 'bsd', null],
];

test('the version tells the program', (t) => {
  for (const [printed, tool, version] of PROGRAMS) {
    t.strictSame(recogniseTraceTool(printed), { tool, version }, printed.slice(0, 60));
  }
  t.end();
});

test('a stranger is none of them', (t) => {
  const strangers = [
    '',
    'bash: traceroute: command not found',
    'ping from iputils 20221126',
    'BusyBox v1.35.0 (Debian) multi-call binary.\n\nUsage: ping [OPTIONS] HOST\n',
    'mtr: command not found',
    'traceroute 3.0',
    'x'.repeat(100_000),
    `${'\n'.repeat(10_000)}mtr 0.95`,
  ];
  for (const printed of strangers) t.equal(recogniseTraceTool(printed), null, printed.slice(0, 40));
  t.end();
});
