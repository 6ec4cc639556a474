import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { copySite, runIn } from './import-world.ts';

const ALL = [
  '--node-config',
  'nodeConfig.yaml',
  '--eksctl',
  'cluster.yaml',
  '--aws-json',
  'answers',
];

test('a folder of answers may hold other things: they are named, and passed over', async (t) => {
  const folder = copySite(t.testdir({}));
  const answers = join(folder, 'answers');
  writeFileSync(join(answers, 'README'), 'how these were saved');
  writeFileSync(join(answers, 'buckets.json'), '{ "Buckets": [] }');
  writeFileSync(join(answers, 'picture\u001b[2J.bin'), Buffer.from([0xff, 0x00, 0x01]));
  mkdirSync(join(answers, 'old'));
  writeFileSync(join(answers, '.hidden.json'), '{');
  symlinkSync(join(answers, 'README'), join(answers, 'link'));
  const said = await runIn(folder, ['init', ...ALL]);
  t.equal(said.code, 0, said.stderr);
  t.match(said.stderr, /note: answers\/README is no JSON, and passed over/);
  t.match(said.stderr, /note: answers\/buckets\.json holds no answer that is known/);
  t.match(said.stderr, /picture\\u001b\[2J\.bin byte 0 is not UTF-8, and is passed over/);
});

test('an answer that Windows saved as UTF-16, or of which a page is missing, is told', async (t) => {
  const folder = copySite(t.testdir({}));
  const page = '{ "Subnets": [], "NextToken": "MARKER" }';
  writeFileSync(join(folder, 'answers/page.json'), page);
  const said = await runIn(folder, ['init', ...ALL, '--path', '-']);
  t.match(said.stderr, /page\.json holds only the first page \(NextToken\)/);
  t.notMatch(said.stderr + said.stdout, /MARKER/);
  writeFileSync(join(folder, 'answers/wide'), Buffer.from(`\ufeff${page}`, 'utf16le'));
  const refused = await runIn(folder, ['init', ...ALL]);
  t.equal(refused.code, 2);
  t.match(refused.stderr, /answers\/wide:1:1: is encoded as UTF-16.*: save it as UTF-8/);
});

test('a folder that is too large is refused', async (t) => {
  const folder = copySite(t.testdir({ many: {}, big: {} }));
  for (let turn = 0; turn <= 200; turn += 1) writeFileSync(join(folder, `many/${turn}`), '{}');
  const many = await runIn(folder, ['init', '--aws-json', 'many']);
  t.match(many.stderr, /many:1:1: holds more than 200 files/);
  writeFileSync(join(folder, 'big/a.json'), `{ "Vpcs": [] }${' '.repeat(8 * 1024 * 1024)}`);
  const big = await runIn(folder, ['init', '--aws-json', 'big']);
  t.match(big.stderr, /big\/a\.json:1:1: is longer than 8388608 bytes: save less with --filters/);
  for (let turn = 0; turn < 9; turn += 1) {
    const text = `{ "Vpcs": [] }${' '.repeat(8 * 1024 * 1024 - 20)}`;
    writeFileSync(join(folder, `big/${turn === 0 ? 'a' : turn}.json`), text);
  }
  const all = await runIn(folder, ['init', '--aws-json', 'big']);
  t.equal(all.code, 2);
  t.match(all.stderr, /big:1:1: holds more than 64 MiB/);
});
