import { test } from 'tap';
import { markOf } from '#lib/trace/mark.ts';
import type { MarkReason, TraceTool } from '#lib/trace/trace.ts';

type Row = readonly [word: string, tool: TraceTool, ipv4: MarkReason, ipv6: MarkReason];

const MARKS: readonly Row[] = [
  ['!H', 'traceroute', 'host', 'host'],
  ['!N', 'traceroute', 'net', 'net'],
  ['!P', 'traceroute', 'protocol', 'protocol'],
  ['!S', 'traceroute', 'source-route', 'source-route'],
  ['!X', 'traceroute', 'prohibited', 'prohibited'],
  ['!V', 'traceroute', 'precedence', 'precedence'],
  ['!C', 'traceroute', 'precedence', 'precedence'],
  ['!F', 'traceroute', 'frag-needed', 'frag-needed'],
  ['!X', 'inetutils', 'admin-prohibited', 'admin-prohibited'],
  ['!*', 'inetutils', 'other', 'other'],
  ['!A', 'busybox', 'prohibited', 'prohibited'],
  ['!C', 'busybox', 'host-prohibited', 'host-prohibited'],
  ['!S', 'busybox', 'source-route', 'admin-prohibited'],
  ['!A', 'bsd', 'net-prohibited', 'host'],
  ['!Z', 'bsd', 'host-prohibited', 'other'],
  ['!P', 'bsd', 'protocol', 'admin-prohibited'],
  ['!W', 'bsd', 'host', 'other'],
  ['!', 'bsd', 'low-ttl', 'low-ttl'],
  ['!H', 'tracepath', 'host-or-prohibited', 'host-or-prohibited'],
  ['!N', 'tracepath', 'net-or-prohibited', 'net-or-prohibited'],
  ['!<0>', 'bsd', 'net', 'other'],
  ['!<10>', 'bsd', 'host-prohibited', 'other'],
  ['!13', 'traceroute', 'admin-prohibited', 'other'],
  ['!<99>', 'bsd', 'other', 'other'],
  ['!Q', 'bsd', 'other', 'other'],
  ['!constructor', 'bsd', 'other', 'other'],
];

test('a mark means what its dialect means by it', (t) => {
  for (const [text, tool, ipv4, ipv6] of MARKS) {
    t.strictSame(markOf(text, { tool, isIpv6: false }), { text, reason: ipv4 }, `${tool} ${text}`);
    t.strictSame(markOf(text, { tool, isIpv6: true }), { text, reason: ipv6 }, `${tool} ${text} 6`);
  }
  t.end();
});

test('an MTU comes with it if it can be one', (t) => {
  const dialect = { tool: 'traceroute', isIpv6: false } as const;
  const reason = 'frag-needed';
  t.strictSame(markOf('!F-1400', dialect), { text: '!F-1400', reason, mtuBytes: 1400 });
  t.strictSame(markOf('!F-0', dialect), { text: '!F-0', reason });
  t.strictSame(markOf('!F-67', dialect), { text: '!F-67', reason });
  t.strictSame(markOf('!F-999999', dialect), { text: '!F-999999', reason });
  t.end();
});

test('a word without it is no mark', (t) => {
  for (const word of ['', 'H', '*', '!\u0000', '!\u00e9', `!${'9'.repeat(30)}`]) {
    t.equal(markOf(word, { tool: 'bsd', isIpv6: false }), null, word);
  }
  t.end();
});
