import { test } from 'tap';
import { shownExports, standingInList } from '#lib/nfs/export-list.ts';
import { namesOf } from '#lib/nfs/export-path.ts';
import { listExports, mountdNull } from '#lib/nfs/mountd.ts';
import { readXdr } from '#lib/onc-rpc/xdr-read.ts';
import { hex } from '../onc-rpc/hex.ts';

test('the list of exports is read with the groups of each', (t) => {
  t.match(mountdNull, { program: 100005, version: 3, procedure: 0 });
  t.match(listExports, { program: 100005, version: 3, procedure: 5, parameters: hex('') });
  const list = hex(
    '00000001 00000004 2f737276', // "/srv"
    '00000001 00000009 31302e30 2e302e30 2f000000', // "10.0.0.0/"
    '00000001 00000001 2a000000', // "*"
    '00000000',
    '00000001 00000002 2f620000 00000000', // "/b", to everybody
    '00000000',
  );
  t.strictSame(listExports.read(readXdr(list)), [
    { path: '/srv', groups: ['10.0.0.0/', '*'] },
    { path: '/b', groups: [] },
  ]);
  t.end();
});

const exports = [
  { path: '/', groups: ['root'] },
  { path: '/srv', groups: ['a'] },
  { path: '/srv/deep/', groups: ['b'] },
];
const standings = [
  { path: '/srv', standing: { kind: 'listed', listed: { path: '/srv', groups: ['a'] } } },
  { path: '//srv/./', standing: { kind: 'listed', listed: { path: '/srv' } } },
  { path: '/srv/deep', standing: { kind: 'listed', listed: { path: '/srv/deep/' } } },
  { path: '/srv/deep/er', standing: { kind: 'below-listed', listed: { path: '/srv/deep/' } } },
  { path: '/srvs', standing: { kind: 'below-listed', listed: { path: '/' } } },
  { path: '/', standing: { kind: 'listed', listed: { path: '/' } } },
];
for (const { path, standing } of standings) {
  test(`${path} stands where the nearest line of the list says`, (t) => {
    t.match(standingInList(namesOf(path), exports), standing);
    t.end();
  });
}

test('a path that no line covers is not known', (t) => {
  t.strictSame(standingInList(namesOf('/home/x'), exports.slice(1)), {
    kind: 'not-known',
    at: '/home/x',
    status: null,
  });
  t.end();
});

test('a long list is cut, and what it says is fit to be shown', (t) => {
  const groups = Array.from({ length: 20 }, (_, index) => `10.0.${index}.0/24`);
  const many = Array.from({ length: 100 }, () => ({ path: '/e\u001b[31mvil', groups }));
  const shown = shownExports(many);
  t.equal(shown.count, 100);
  t.equal(shown.exports.length, 64);
  t.match(shown.exports[0], { path: '/evil', groupCount: 20, groups: groups.slice(0, 16) });
  t.equal(shown.exports[0]?.groups.length, 16);
  t.end();
});

const unusable = ['srv', '', '/a/../b', `/${'a'.repeat(1024)}`, 'server:/srv'];
for (const path of unusable) {
  test(`${JSON.stringify(path.slice(0, 20))} is no path to mount`, (t) => {
    t.throws(() => namesOf(path), { name: 'TypeError' });
    t.end();
  });
}
