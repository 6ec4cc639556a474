import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { test } from 'tap';
import { parseFio } from '#lib/fio/parse.ts';
import type { FioMeasured } from '#lib/fio/parse.ts';
import { samplesOf } from '#lib/fio/samples.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8');
}

function measured(text: string): FioMeasured {
  const result = parseFio(text);
  if (result.kind !== 'measured') throw new Error(result.message);
  return result;
}

const WRITE = fixture('3.33-write');

test('a write', (t) => {
  const { completion, ...write } = measured(WRITE).write ?? { completion: null };
  t.strictSame(write, {
    ...{ bytes: 67_108_864, seconds: 0.033, bandwidthBps: 2_033_601_939 * 8, iops: 1939.393939 },
  });
  t.match(completion, {
    ...{ count: 64, leastMs: 0.002213, meanMs: 1.462438515625, mostMs: 4.365586 },
  });
  t.strictSame(
    completion?.percentiles.map(({ percent, ms }) => `${percent} ${ms}`),
    [
      ...['1 0.002224', '5 0.88064', '10 0.905216', '20 0.937984', '30 0.954368', '40 1.089536'],
      ...['50 1.204224', '60 1.286144', '70 1.564672', '80 1.810432', '90 2.53952', '95 3.129344'],
      ...['99 4.358144', '99.5 4.358144', '99.9 4.358144', '99.95 4.358144', '99.99 4.358144'],
    ],
  );
  t.match(measured(WRITE), { version: '3.33', read: null, error: null });
  t.end();
});

test('a read', (t) => {
  const { read, write } = measured(fixture('3.33-read'));
  t.match(read, { bytes: 1_799_356_416, seconds: 1.001, completion: { count: 1716 } });
  t.equal(write, null);
  t.end();
});

test('text around the JSON', (t) => {
  const note =
    'fio: this platform does not support process shared mutexes\nnote: both iodepth >= 1\n';
  t.strictSame(parseFio(`${note}${WRITE}\nfio: terminating on signal 15\n`), parseFio(WRITE));
  t.strictSame(parseFio(WRITE.replaceAll('\n', '\r\n')), parseFio(WRITE));
  t.end();
});

test('a job that failed', (t) => {
  const full = measured(fixture('3.33-no-space'));
  t.equal(full.error?.name, 'ENOSPC');
  t.match(full.error?.text, 'No space left on device');
  t.equal(full.write?.bytes, 8_388_608, 'what was written until then');
  t.match(parseFio(fixture('3.33-no-folder')), {
    ...{ kind: 'failed', reason: 'nothing-done', error: { name: 'ENOENT' } },
  });
  t.match(parseFio(fixture('3.33-bad-folder')), {
    ...{ kind: 'failed', reason: 'no-result', message: 'nothing is not a directory' },
    error: { name: null, text: 'nothing is not a directory' },
  });
  t.match(parseFio("/usr/bin/fio: unrecognized option '--nonsense=1'\n"), {
    ...{ kind: 'failed', message: "unrecognized option '--nonsense=1'" },
  });
  const silent = measured(WRITE.replace('"error" : 0', '"error" : 4095'));
  t.strictSame(silent.error, { name: null, text: '' });
  t.end();
});

test('what is no result', (t) => {
  for (const [text, reason] of [
    ['', 'no-result'],
    ['hello', 'no-result'],
    [WRITE.slice(0, WRITE.length / 2), 'broken'],
    [WRITE.replace(': 67108864', ': 6710x864'), 'broken'],
    [`{${'"a":['.repeat(50)}`, 'broken'],
    ['{}', 'not-fio'],
    ['{"fio version":"fio-2.21","jobs":[]}', 'not-fio'],
    ['{"fio version":3,"jobs":[]}', 'not-fio'],
    ['{"fio version":"fio-3.1"}', 'nothing-done'],
    ['{"fio version":"fio-3.1","jobs":[null,1,[]]}', 'nothing-done'],
    ['{"fio version":"fio-3.1","jobs":[{"read":{"io_bytes":-1,"runtime":1}}]}', 'nothing-done'],
    ['{"fio version":"fio-3.1","jobs":[{"read":{"io_bytes":1,"runtime":0}}]}', 'nothing-done'],
  ] as const) {
    t.match(parseFio(text), { kind: 'failed', reason, error: null }, text.slice(0, 60));
  }
  t.match(parseFio('{"fio version":"fio-3.1",\nfio: oops'), { reason: 'broken' });
  t.end();
});

function job(half: object): string {
  return JSON.stringify({ 'fio version': 'fio-3.0', jobs: [{ read: half }] });
}

test('older ones of 3, and several jobs', (t) => {
  t.match(measured(job({ io_bytes: 8192, runtime: 1000, bw: 8, iops: 2 })).read, {
    ...{ bandwidthBps: 65_536, iops: 2, completion: null },
  });
  t.match(measured(job({ io_bytes: 8192, runtime: 2000 })).read, { bandwidthBps: 32_768, iops: 0 });
  const clat = { min: 1e6, max: 3e6, mean: 2e6, percentile: { '50.000000': 2e6, x: 1, '99.0': 2 } };
  t.strictSame(measured(job({ io_bytes: 1, runtime: 1, clat_ns: clat })).read?.completion, {
    ...{ count: 0, leastMs: 1, meanMs: 2, mostMs: 3, percentiles: [{ percent: 50, ms: 2 }] },
  });
  for (const odd of [{}, { ...clat, percentile: 1 }, { ...clat, min: null }, 7]) {
    t.equal(measured(job({ io_bytes: 1, runtime: 1, clat_ns: odd })).read?.completion, null);
  }
  const half = { io_bytes: 1000, runtime: 1000, bw_bytes: 1000, iops: 5, clat_ns: clat };
  const both = {
    'fio version': 'fio-3.36',
    jobs: [{ read: half }, { read: { ...half, runtime: 2000 } }],
  };
  t.strictSame(measured(JSON.stringify(both)).read, {
    ...{ bytes: 2000, seconds: 2, bandwidthBps: 16_000, iops: 10, completion: null },
  });
  t.end();
});

const VALUES = [null, true, -1, 0, 1e308, 1e-300, 2 ** 64, 'x', [], {}, [[]]];

test('no output makes it throw, or measure what nobody measured', (t) => {
  const texts = ['3.33-write', '3.33-read', '3.33-no-space'].map(fixture);
  const words = [
    '{',
    '}',
    '"',
    '\\',
    ',',
    'nan',
    '-1',
    '1e400',
    '\n{',
    '\0',
    'fio: x',
    '"__proto__":{},',
  ];
  const share = fc.nat({ max: 9999 });
  const changes = fc.array(fc.tuple(share, fc.constantFrom(...words), fc.nat(30)), {
    minLength: 1,
    maxLength: 3,
  });
  const mutated = fc.tuple(fc.constantFrom(...texts), changes).map(([text, all]) =>
    all.reduce((changed, [place, word, over]) => {
      const at = Math.floor((place / 10_000) * changed.length);
      return `${changed.slice(0, at)}${word}${changed.slice(at + over)}`;
    }, text),
  );
  const retyped = fc
    .tuple(fc.array(fc.tuple(share, fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 6 }))
    .map(([all]) => {
      let index = 0;
      const places = all.map(([place, value]) => [Math.floor((place / 10_000) * 200), value]);
      return JSON.stringify(
        JSON.parse(WRITE, (_, value: unknown): unknown => {
          index += 1;
          const change = places.find(([place]) => place === index % 200);
          return change === undefined ? value : change[1];
        }) ?? null,
      );
    });
  const kinds = { measured: 0, failed: 0 };
  fc.assert(
    fc.property(
      fc.oneof(mutated, retyped, fc.string({ unit: 'binary', maxLength: 99 })),
      (text) => {
        const result = parseFio(text);
        check(result);
        kinds[result.kind] += 1;
      },
    ),
    { seed: 20261122, numRuns: 900 },
  );
  t.ok(kinds.measured > 50 && kinds.failed > 200, JSON.stringify(kinds));
  t.end();
});

function check(value: unknown): void {
  if (typeof value === 'number' && !(value >= 0 && value < Infinity)) {
    throw new Error(`a number that is none: ${value}`);
  }
  if (typeof value === 'string' && value.length > 320) throw new Error('a long text');
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(check);
}

test('the time is in proportion to the length', (t) => {
  for (const part of ['{', '{\n', '{}', '{"a":"', '\\"', 'fio: ', 'x', '\n']) {
    const startedAt = performance.now();
    parseFio(part.repeat(2_000_000 / part.length));
    t.ok(performance.now() - startedAt < 5000, JSON.stringify(part));
  }
  t.end();
});

test('reports on the way', (t) => {
  const { steps, write } = measured(fixture('3.33-steps'));
  t.strictSame(steps.read, []);
  const [first, ...more] = steps.write;
  t.strictSame(steps.write.at(-1), { bytes: write?.bytes, seconds: write?.seconds });
  t.ok(more.length >= 3 && first !== undefined && first.seconds < 0.35);
  const samples = samplesOf(steps.write);
  t.equal(samples.length, steps.write.length);
  const bits = samples.reduce((sum, { bps, seconds }) => sum + bps * seconds, 0);
  t.ok(Math.abs(bits / 8 - (write?.bytes ?? 0)) < 1);
  t.strictSame(samplesOf(measured(WRITE).steps.write), [
    { startS: 0, seconds: 0.033, bps: (67_108_864 * 8) / 0.033 },
  ]);
  t.strictSame(samplesOf([]), []);
  const at = (runtime: number, bytes: number): string =>
    JSON.stringify({
      'fio version': 'fio-3.33',
      jobs: [{ read: { io_bytes: bytes, runtime } }],
    });
  const odd = [at(100, 10), at(50, 20), at(100, 30), at(200, 5), at(300, 40)].join('\n');
  t.strictSame(measured(odd).steps.read, [
    { bytes: 10, seconds: 0.1 },
    { bytes: 40, seconds: 0.3 },
  ]);
  const many = Array.from({ length: 1200 }, (_, index) => at(index + 1, index + 1)).join('\n');
  t.equal(measured(many).steps.read.length, 1000, 'the last of them');
  t.end();
});
