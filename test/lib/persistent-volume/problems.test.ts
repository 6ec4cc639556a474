import fc from 'fast-check';
import { test } from 'tap';
import { volumesOf } from '#lib/persistent-volume/volumes.ts';
import { parseYamlDocuments } from '../../../src/config/yaml/documents.ts';
import { BY_DRIVER, IN_TREE, problems, read } from './manifests.ts';

test('what is wrong, and where', (t) => {
  const rows: readonly (readonly [from: string, to: string, wanted: string])[] = [
    [
      'server: 192.0.2.1',
      'server: -oproxy',
      '13:13 spec.nfs.server: no server stands here: a host name or an IP address',
    ],
    [
      'server: 192.0.2.1',
      'server: 7',
      '13:13 spec.nfs.server: no server stands here: a host name or an IP address',
    ],
    [
      'server: 192.0.2.1',
      'server: "a b"',
      '13:13 spec.nfs.server: no server stands here: a host name or an IP address',
    ],
    [
      'server: 192.0.2.1',
      'server: "a:b"',
      '13:13 spec.nfs.server: no server stands here: a host name or an IP address',
    ],
    [
      '    server: 192.0.2.1\n',
      '',
      '13:5 spec.nfs.server: no server stands here: a host name or an IP address',
    ],
    [
      'path: /export',
      'path: export',
      '14:11 spec.nfs.path: no path of an export stands here: an absolute path',
    ],
    [
      'path: /export',
      'path: "/a\\nb"',
      '14:11 spec.nfs.path: no path of an export stands here: an absolute path',
    ],
    [
      'path: /export',
      `path: /${'x'.repeat(1100)}`,
      '14:11 spec.nfs.path: no path of an export stands here: an absolute path',
    ],
    [
      'path: /export',
      'path: /export\n    readOnly: "yes"',
      '15:15 spec.nfs.readOnly: this value does not fit: true or false',
    ],
    [
      'name: data',
      'name: Data_1',
      '4:3 metadata: the volume has no name that can be: metadata.name',
    ],
    ['  name: data', '  uid: x', '4:3 metadata: the volume has no name that can be: metadata.name'],
    [
      'mountOptions:\n    - hard\n    - nfsvers=4.1',
      'mountOptions: hard',
      '9:17 spec.mountOptions: no list of options stands here: a list of texts',
    ],
    ['- hard', '- 7', '10:5 spec.mountOptions: no list of options stands here: a list of texts'],
  ];
  for (const [from, to, wanted] of rows) {
    const text = IN_TREE.replace(from, to);
    t.not(text, IN_TREE);
    t.strictSame(problems(text), [wanted], to.slice(0, 40));
    t.strictSame(read(text).volumes, []);
  }
  t.end();
});

test('what is wrong with a volume of the driver', (t) => {
  const rows: readonly (readonly [from: string, to: string, wanted: string])[] = [
    ['server: nas.example.com', 'server: ""', 'spec.csi.volumeAttributes.server'],
    ['share: /export/', 'share: export', 'spec.csi.volumeAttributes.share'],
    ['subDir: /team/a', 'subDir: ../secret', 'spec.csi.volumeAttributes.subDir'],
    ['readOnly: true', 'readOnly: 1', 'spec.csi.readOnly'],
    ['volumeAttributes:', 'volumeAttributeS:', 'spec.csi.volumeAttributes'],
  ];
  for (const [from, to, path] of rows) {
    t.match(read(BY_DRIVER.replace(from, to)).problems, [{ path }], to);
  }
  const plain = BY_DRIVER.replace(/ {6}(?:subDir|mountOptions).*\n/g, '').replace(
    'readOnly: true',
    'fsType: nfs',
  );
  t.match(read(plain).volumes, [{ path: '/export/', mountOptions: [], isReadOnly: false }]);
  t.match(read(plain.replace('share: ', 'SHARE: ').replace('server', 'Server')).volumes, [
    { path: '/export/' },
  ]);
  t.match(problems('kind: PersistentVolume\nmetadata: { name: a }\n'), [
    /^1:1 spec: the volume has no spec/,
  ]);
  t.end();
});

test('too much is cut, and nothing reaches a prototype', (t) => {
  const many = Array.from({ length: 6000 }, (_, index) => ({
    kind: 'PersistentVolume',
    metadata: { name: `a${index}` },
    spec: { nfs: {} },
  }));
  const tree = { value: { kind: 'List', items: many }, positionOf: () => ({ line: 1, column: 1 }) };
  t.equal(volumesOf([tree]).problems.length, 20);
  const options = Array.from({ length: 65 }, () => 'hard');
  const spec = { nfs: { server: 'a', path: '/' }, mountOptions: options };
  const long = {
    value: { kind: 'PersistentVolume', metadata: { name: 'a' }, spec },
    positionOf: tree.positionOf,
  };
  t.match(volumesOf([long]).problems, [{ path: 'spec.mountOptions' }]);
  const hostile = {
    value: Object.create({ kind: 'PersistentVolume' }) as unknown,
    positionOf: tree.positionOf,
  };
  t.match(volumesOf([hostile]).skipped, [{ reason: 'it has no kind' }]);
  const odd = {
    value: { kind: 'a\u0007b\u202ec'.repeat(50), metadata: { name: '\n' } },
    positionOf: tree.positionOf,
  };
  const [skipped] = volumesOf([odd]).skipped;
  t.match(skipped, { kind: /^[a-c?]{80}$/, name: '?' });
  t.end();
});

test('no value makes it throw', (t) => {
  const leaf = fc.oneof(
    fc.constantFrom(
      'PersistentVolume',
      'List',
      'nfs.csi.k8s.io',
      '/a',
      'a',
      '',
      '\0',
      'hard',
      '..',
    ),
    fc.constantFrom(null, true, 0, -1, 1.5),
  );
  const keys = [
    'kind',
    'items',
    'metadata',
    'name',
    'spec',
    'nfs',
    'csi',
    'server',
    'path',
    'driver',
  ];
  const more = [
    'volumeAttributes',
    'share',
    'subDir',
    'readOnly',
    'mountOptions',
    '__proto__',
    'x',
  ];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      tie('map'),
    ),
    map: fc.dictionary(fc.constantFrom(...keys, ...more), tie('value'), { maxKeys: 6 }),
  }));
  const bases = [IN_TREE, BY_DRIVER].map((text) => {
    const parsed = parseYamlDocuments(text);
    const [first] = parsed.ok ? parsed.documents : [];
    return first?.ok === true ? first.tree.value : null;
  });
  const near = fc.tuple(fc.constantFrom(...bases), fc.nat(20), value).map(([base, at, other]) => {
    let index = 0;
    return JSON.parse(JSON.stringify(base), (_, one: unknown): unknown => {
      index += 1;
      return index === at ? other : one;
    }) as unknown;
  });
  const seen = { volumes: 0, skipped: 0, problems: 0 };
  fc.assert(
    fc.property(fc.oneof(value, near), (one) => {
      const found = volumesOf([{ value: one, positionOf: () => ({ line: 1, column: 1 }) }]);
      for (const key of ['volumes', 'skipped', 'problems'] as const) seen[key] += found[key].length;
      for (const { server, path } of found.volumes) {
        if (!/^[\w.:-]+$/.test(server) || !path.startsWith('/')) throw new Error(server);
      }
    }),
    { seed: 20261122, numRuns: 1500 },
  );
  t.ok(seen.volumes > 50 && seen.skipped > 100 && seen.problems > 50, JSON.stringify(seen));
  t.end();
});
