import fc from 'fast-check';
import { test } from 'tap';
import type { ProgramRun } from '#core/program-run.ts';
import {
  minorsAhead,
  mostMinorsBehind,
  readApiVersion,
  readInstalledVersion,
  releaseOf,
} from '#lib/kubernetes/version.ts';

const exited = (stdout: string, code = 0, stderr = ''): ProgramRun => ({
  ...{ kind: 'exited', code, stdout, stderr },
});

const runs: readonly (readonly [ProgramRun, object])[] = [
  [exited('Kubernetes v1.31.2-eks-7f9249a\n'), { kind: 'version', version: 'v1.31.2-eks-7f9249a' }],
  [exited('Kubernetes v1.34.0+k3s1\n'), { kind: 'version', version: 'v1.34.0+k3s1' }],
  [{ kind: 'not-found' }, { kind: 'absent' }],
  [
    { kind: 'timeout', afterMs: 300 },
    { kind: 'unclear', said: 'nothing within 300 ms' },
  ],
  [
    { kind: 'failed', why: 'it may not be run' },
    { kind: 'unclear', said: 'it may not be run' },
  ],
  [exited('', 127, 'libc too old\nmore'), { kind: 'unclear', said: 'libc too old' }],
  [exited('Kubernetes v1.31.2', 1), { kind: 'unclear', said: 'Kubernetes v1.31.2' }],
  [exited('Kubernetes \u001b[31munknown'), { kind: 'unclear', said: 'Kubernetes unknown' }],
];

for (const [run, answer] of runs) {
  test(`a kubelet that says ${JSON.stringify(run)}`, (t) => {
    t.strictSame(readInstalledVersion(run), answer);
    t.end();
  });
}

const bodies: readonly (readonly [string, string | null])[] = [
  ['{"major":"1","gitVersion":"v1.31.2-eks-7f9249a"}', 'v1.31.2-eks-7f9249a'],
  ['{"gitVersion":"1.31"}', null],
  ['{"gitVersion":"v1.31.2 and more"}', null],
  ['{"gitVersion":17}', null],
  ['null', null],
  ['<html>Blocked</html>', null],
  ['{"gitVersion":"v1.31.2', null],
];

test('only what an API says of itself is a version', (t) => {
  for (const [body, version] of bodies) t.equal(readApiVersion(body), version, body);
  t.end();
});

test('minor versions are compared as numbers', (t) => {
  const ahead = (one: string, other: string): number =>
    minorsAhead(
      releaseOf(one) ?? { major: 0, minor: 0 },
      releaseOf(other) ?? { major: 0, minor: 0 },
    );
  t.equal(ahead('v1.9.1', '1.31'), -22);
  t.equal(ahead('v1.31.9-eks-1', 'v1.31.2'), 0);
  t.ok(ahead('v2.0.0', 'v1.99.0') > 3);
  t.equal(releaseOf('latest'), null);
  t.equal(mostMinorsBehind({ major: 1, minor: 24 }), 2);
  t.equal(mostMinorsBehind({ major: 1, minor: 25 }), 3);
  t.end();
});

test('whatever comes, nothing is thrown and little is kept', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
      const answer = readInstalledVersion(exited(one.repeat(50), 0, other.repeat(50)));
      return JSON.stringify(answer).length < 2000 && (readApiVersion(one) ?? '').length < 100;
    }),
  );
  t.end();
});
