import fc from 'fast-check';
import { test } from 'tap';
import type { ProgramRun } from '#core/program-run.ts';
import { readSmi } from '#lib/nvidia/smi.ts';
import { compareVersions, readToolVersion } from '#lib/nvidia/tool-version.ts';

const exited = (stdout: string, code = 0, stderr = ''): ProgramRun => ({
  kind: 'exited',
  ...{ code, stdout, stderr },
});

test('rows of several generations of drivers are read', (t) => {
  const rows = {
    '0, Tesla V100-PCIE-16GB, GPU-1, 418.226.00, 16160, 00000000:3B:00.0, 0': {
      mig: null,
      eccErrors: 0,
    },
    '1, NVIDIA A100-SXM4-80GB, GPU-2, 470.256.02, 81251, 00000000:07:00.0, 0, Enabled': {
      mig: 'on',
    },
    '2, NVIDIA GeForce RTX 4090, GPU-3, 560.35.03, 24564, 00000000:01:00.0, [N/A], [N/A]': {
      mig: null,
      eccErrors: null,
    },
    '7, NVIDIA H200, GPU-4, 570.124.06, [Unknown Error], 00000003:DF:00.0, [GPU requires reset], Disabled':
      { memoryMib: null, busId: '0003:df:00.0', mig: 'off' },
    '0, NVIDIA GB200, GPU-5, 580.82.07, 189471, 00010001:06:00.0, 0, Disabled\r': {
      busId: '10001:06:00.0',
    },
  };
  for (const [row, expected] of Object.entries(rows)) {
    t.match(readSmi(exited(`${row}\n`)), { kind: 'gpus', gpus: [expected], unread: 0 }, row);
  }
  t.end();
});

test('devices that it names as gone are told, in each of its spellings', (t) => {
  for (const text of [
    'Unable to determine the device handle for GPU 0000:5E:00.0: Unknown Error',
    'Unable to determine the device handle for GPU0000:5E:00.0: GPU is lost.  Reboot the system to recover this GPU',
    'Unable to determine the device handle for GPU1: 0000:5E:00.0: Unknown Error',
  ]) {
    t.match(readSmi(exited(text, 15)), { kind: 'gpus', gpus: [], lost: ['0000:5e:00.0'] }, text);
  }
  t.end();
});

test('a program that could not be run is unclear, not absent', (t) => {
  t.strictSame(readSmi({ kind: 'failed', why: 'it may not be run' }), {
    kind: 'unclear',
    said: 'it may not be run',
  });
  t.strictSame(readSmi({ kind: 'not-found' }), { kind: 'absent' });
  t.match(readToolVersion({ kind: 'failed', why: 'x' }), { kind: 'unclear', said: 'x' });
  t.match(readToolVersion({ kind: 'timeout', afterMs: 7 }), { kind: 'unclear', said: /7 ms/ });
  t.match(readToolVersion(exited('version 1.2.3', 1)), { kind: 'unclear' });
  t.end();
});

test('what it says is bounded, and cannot steer a terminal', (t) => {
  const answer = readSmi(exited(`\u001b]0;gone\u0007${'x'.repeat(100_000)}`));
  t.match(answer, { kind: 'unclear', said: /^x{200}$/ });
  const named = readSmi(
    exited(`0, \u001b[31m${'n'.repeat(500)}, GPU-1, 550.1, 1, 00000000:3B:00.0, 0, Disabled`),
  );
  t.match(named, { gpus: [{ name: 'n'.repeat(80) }] });
  t.match(
    readSmi(exited('0, H100, GPU-1, 550.1, 1, 00000000:3B:00.0, 0, Disabled\n'.repeat(100_000))),
    {
      gpus: { length: 64 },
      unread: 99_936,
    },
  );
  t.end();
});

test('versions are compared by their parts', (t) => {
  t.ok(compareVersions('550.127.08', '550') > 0);
  t.ok(compareVersions('1.9', '1.34') < 0);
  t.equal(compareVersions('550', '550.0'), 0);
  t.end();
});

test('whatever is printed, it is read', (t) => {
  const words = [
    '0',
    ',',
    ' ',
    '\n',
    'GPU',
    '550.1',
    '00000000:3B:00.0',
    '[N/A]',
    'device handle for ',
    'No devices were found',
  ];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.constantFrom(...words)).map((parts) => parts.join('')),
      ),
      fc.nat(255),
      (text, code) => {
        const answer = readSmi(exited(text, code, text));
        return JSON.stringify(answer).length < 100_000 && answer.kind.length > 0;
      },
    ),
    { numRuns: 2000 },
  );
  t.end();
});
