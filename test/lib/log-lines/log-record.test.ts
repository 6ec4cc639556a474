import fc from 'fast-check';
import { test } from 'tap';
import { readRecord } from '#lib/log-lines/log-record.ts';

const lines = [
  {
    what: 'klog',
    line: 'E1120 10:15:02.118273    1712 kubelet.go:1] "Failed" err="Get \\"https://a/\\": dial"',
    text: /"Failed" err="Get "https:\/\/a\/": dial"$/,
    time: '11-20 10:15:02',
  },
  {
    what: 'journald’s text',
    line: 'Nov  2 10:15:02 hybrid-1 kubelet[1712]: hello',
    text: /kubelet\[1712\]: hello$/,
    time: 'Nov  2 10:15:02',
  },
  {
    what: 'logfmt of containerd',
    line: 'time="2026-11-20T10:15:02.123456789Z" level=error msg="PullImage \\"x\\" failed"',
    text: /msg="PullImage "x" failed"/,
    time: '2026-11-20T10:15:02.123456789Z',
  },
  {
    what: 'the SSM agent',
    line: '2026-11-20 10:15:02 ERROR [ssm-agent-worker] no',
    text: /ERROR \[ssm-agent-worker\] no/,
    time: '2026-11-20 10:15:02',
  },
  {
    what: 'zap, whose time is a number',
    line: '{"level":"error","ts":1763633702.118,"msg":"Command failed","error":"must run as root"}',
    text: /^Command failed level="error" error="must run as root"$/,
    time: '2025-11-20T10:15:02Z',
  },
  {
    what: 'zap, whose time is text',
    line: '{"ts":"2026-11-20T10:15:02Z","msg":"x","tags":["a","b"],"deep":{"n":1,"ok":true,"no":null}}',
    text: /^x tags="a" tags="b" deep\.n=1 deep\.ok=true$/,
    time: '2026-11-20T10:15:02Z',
  },
  {
    what: 'journald’s JSON',
    line: '{"__REALTIME_TIMESTAMP":"1763633702118273","_SYSTEMD_UNIT":"kubelet.service","PRIORITY":"3","MESSAGE":"no route"}',
    text: /^no route$/,
    time: '2025-11-20T10:15:02Z',
  },
  {
    what: 'journald’s JSON of a message with colours, which is a list of bytes',
    line: `{"MESSAGE":${JSON.stringify([...Buffer.from('\u001b[31mred\u001b[0m alert')])}}`,
    text: /^red alert$/,
    time: null,
  },
  {
    what: 'zap within journald’s JSON',
    line: JSON.stringify({
      MESSAGE: '{"level":"fatal","msg":"Command failed","error":"a \\"b\\""}',
    }),
    text: /^Command failed level="fatal" error="a "b""/,
    time: null,
  },
  {
    what: 'zap behind journald’s prefix',
    line: 'Nov 20 10:15:02 h nodeadm[8]: {"level":"error","msg":"x","error":"y"}',
    text: /nodeadm\[8\]: x level="error" error="y"/,
    time: null,
  },
  {
    what: 'JSON that is cut off',
    line: '{"msg":"a \\"b\\": c',
    text: /"msg":"a "b": c/,
    time: null,
  },
  { what: 'JSON without a message', line: '{"a":1}', text: /a=1/, time: null },
  { what: 'a list', line: '[{"a":1}]', text: /^\[\{"a":1\}\]$/, time: null },
  { what: 'colours', line: '\u001b[1;31mError:\u001b[0m no', text: /^Error: no$/, time: null },
  { what: 'tabs and a progress bar', line: 'a\tb\rc', text: /^a b c$/, time: null },
  { what: 'an impossible time', line: '{"ts":-5,"msg":"x"}', text: /^x$/, time: null },
  {
    what: 'milliseconds',
    line: '{"ts":1763633702118,"msg":"x"}',
    text: /^x$/,
    time: '2025-11-20T10:15:02Z',
  },
];

for (const { what, line, text, time } of lines) {
  test(what, (t) => {
    const record = readRecord(line);
    t.match(record.text, text);
    if (time !== null) t.equal(record.time, time);
    t.end();
  });
}

test('whatever comes in, one line of plain text comes out', (t) => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.constant('{'.repeat(9000)),
    fc.constant(`{"a":${'['.repeat(8000)}${']'.repeat(8000)}}`),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 4 }), (parts) => {
      for (const line of [parts.join(' '), JSON.stringify({ MESSAGE: parts.join(' ') })]) {
        const { text } = readRecord(line);
        if (/[\u0000-\u001f\u007f-\u009f]/.test(text) || !text.isWellFormed()) return false;
      }
      return true;
    }),
  );
  t.end();
});
