import { test } from 'tap';
import { BY_DRIVER, IN_TREE, read } from './manifests.ts';

const OTHERS = `kind: Deployment
metadata: { name: web }
---
kind: PersistentVolume
metadata: { name: disk }
spec: { capacity: { storage: 1Gi }, hostPath: { path: /data } }
---
kind: PersistentVolume
metadata: { name: ebs }
spec: { csi: { driver: ebs.csi.aws.com } }
---
kind: PersistentVolume
metadata: { name: none }
spec: { capacity: { storage: 1Gi } }
---
just: a map
---
- a list
`;

test('the NFS volumes of a file', (t) => {
  t.strictSame(read(`${IN_TREE}---\n${BY_DRIVER}`), {
    volumes: [
      {
        ...{ name: 'data', server: '192.0.2.1', path: '/export', isReadOnly: false, by: 'nfs' },
        ...{ mountOptions: ['hard', 'nfsvers=4.1'], line: 1, column: 1 },
      },
      {
        ...{ name: 'shared', server: 'nas.example.com', path: '/export/team/a', isReadOnly: true },
        ...{ by: 'csi', mountOptions: ['soft'], line: 16, column: 1 },
      },
    ],
    skipped: [],
    problems: [],
  });
  t.end();
});

test('what is skipped has a reason', (t) => {
  t.strictSame(
    read(OTHERS).skipped.map(
      ({ line, kind, name, reason }) => `${line} ${kind} ${name}: ${reason}`,
    ),
    [
      '1 Deployment web: it is no PersistentVolume',
      '4 PersistentVolume disk: its volume is hostPath, not NFS',
      '8 PersistentVolume ebs: its driver is not nfs.csi.k8s.io',
      '12 PersistentVolume none: it names no volume',
      '16  : it has no kind',
      '18  : it has no kind',
    ],
  );
  t.match(read(OTHERS), { volumes: [], problems: [] });
  t.end();
});

test('lists, of kubectl and of the API, in JSON too', (t) => {
  const item = {
    metadata: { name: 'a' },
    spec: { nfs: { server: '::1', path: '/', readOnly: true } },
  };
  const listed = (kind: string, items: readonly unknown[]): string =>
    JSON.stringify({ apiVersion: 'v1', kind, items }, null, 2);
  const of = (text: string): readonly string[] =>
    read(text).volumes.map(({ name, server, isReadOnly }) => `${name} ${server} ${isReadOnly}`);
  const full = { kind: 'PersistentVolume', ...item };
  t.strictSame(of(listed('List', [full, { ...full, metadata: { name: 'b' } }])), [
    'a ::1 true',
    'b ::1 true',
  ]);
  t.strictSame(of(listed('PersistentVolumeList', [item])), ['a ::1 true'], 'items without a kind');
  t.strictSame(of(listed('List', [item, 7])), []);
  t.match(read(listed('List', [item, 7])).skipped, [
    { reason: 'it has no kind' },
    { reason: 'it has no kind' },
  ]);
  t.match(
    read(listed('List', [{ kind: 'List', items: [full] }])).skipped,
    [{ kind: 'List' }],
    'no list in a list',
  );
  t.match(read('kind: List\nitems: 7\n').skipped, [{ reason: 'it is no PersistentVolume' }]);
  t.strictSame(
    of(listed('List', [{ ...full, spec: { nfs: { server: '[2001:db8::1]', path: '/' } } }])),
    ['a 2001:db8::1 false'],
  );
  t.end();
});
