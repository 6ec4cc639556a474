import { test } from 'tap';
import { ownerOf, ownFolderName } from '#lib/storage/own-folder.ts';

const HOSTS = [
  'node1',
  'node-1',
  'node-1-2',
  'node1.company.local',
  '(none)',
  '',
  '-',
  '..',
  '../../etc',
  'a b\n$(reboot)',
  'hôte–é',
  '\u0000',
  '.*',
  'x'.repeat(5000),
] as const;

test('a name says who made it, and is one name in one folder, whatever the host is called', (t) => {
  for (const host of HOSTS) {
    const name = ownFolderName(host, 4711);
    t.equal(ownerOf(name, host), 4711, JSON.stringify(host.slice(0, 20)));
    t.match(name, /^\.hybrid-preflight-[\w.-]*-4711$/);
    t.ok(name.length <= 255, 'NAME_MAX');
  }
  t.end();
});

test('what another host made, or nobody of ours, is not ours', (t) => {
  const others = [
    ownFolderName('node-1', 5),
    ownFolderName('node-1-2', 5),
    ownFolderName('node10', 5),
    '.hybrid-preflight-node-',
    '.hybrid-preflight-node-0',
    '.hybrid-preflight-node-05',
    '.hybrid-preflight-node-5x',
    '.hybrid-preflight-node-5/..',
    '.hybrid-preflight-node-5\n',
    '.hybrid-preflight-node-99999999999',
    'hybrid-preflight-node-5',
    'x.hybrid-preflight-node-5',
    '',
  ];
  for (const name of others) t.equal(ownerOf(name, 'node'), undefined, JSON.stringify(name));
  t.equal(ownerOf('.hybrid-preflight-aab-5', 'a.b'), undefined, 'a dot is a dot');
  t.end();
});
