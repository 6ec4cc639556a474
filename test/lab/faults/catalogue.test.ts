import { test } from 'tap';
import { changed } from '../../../src/lab/change.ts';
import { FAULTS, faultNamed } from '../../../src/lab/faults/index.ts';
import { faultsOf, LAYERS } from '../../../src/lab/faults/fault.ts';
import { healthy } from '../../../src/lab/healthy.ts';
import { checks } from '../../../checks/index.ts';
import { nfsThroughput } from '../../../checks/nfs-throughput/check.ts';

test('at least fifty faults, each with a name of its own, in the order of the layers', async (t) => {
  t.ok(FAULTS.length >= 50, `${FAULTS.length}`);
  const names = FAULTS.map(({ name }) => name);
  t.equal(new Set(names).size, names.length);
  for (const { name, breaks } of FAULTS) {
    t.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    t.ok(breaks.length <= 90 && !breaks.includes('\n'), `${name}: ${breaks}`);
  }
  const layers = [...new Set(FAULTS.map(({ layer }) => layer))];
  t.strictSame(new Set(layers), new Set(LAYERS));
});

test('each fault changes something, and no two come to the same', async (t) => {
  const before = healthy({ leftOut: [] });
  const texts = FAULTS.map(({ changes }) => JSON.stringify(changed(before, changes)));
  for (const [index, text] of texts.entries()) {
    t.not(text, JSON.stringify(before), FAULTS[index]?.name ?? '');
  }
  t.equal(new Set(texts).size, texts.length);
});

test('each fault of the storage is one that the check of storage finds, by a code that it has', async (t) => {
  const codes = nfsThroughput.vocabulary.examples.map(({ code }) => code);
  const storage = FAULTS.filter(({ layer }) => layer === 'storage');
  t.ok(storage.length >= 8);
  for (const { name, expects, allows } of storage) {
    t.ok(expects.length > 0 && expects.every(({ isPending }) => isPending !== true), name);
    for (const { finding } of [...expects, ...allows]) t.ok(codes.includes(finding), finding);
  }
});

test('each way that the cluster’s DNS or the proxy fails a node has a fault, and each layer a row in order', async (t) => {
  const codesOf = (layer: string) =>
    FAULTS.filter((fault) => fault.layer === layer).flatMap(({ expects }) =>
      expects.map(({ finding }) => finding),
    );
  const clusterDns = checks.find(({ id }) => id === 'cluster-dns');
  // What speaks no proper DNS is left to the check's own tests.
  const known = (clusterDns?.vocabulary.examples ?? [])
    .map(({ code }) => code)
    .filter((code) => code !== 'cluster-dns/malformed');
  t.ok(known.length >= 10, `${known.length}`);
  for (const code of [...known, 'cluster-dns/passed']) {
    t.ok(codesOf('cluster-dns').includes(code), code);
  }
  for (const name of ['proxyRefused', 'proxyAuthentication', 'proxyUnreachable', 'intercepted']) {
    t.ok(codesOf('proxy').includes(`aws-endpoints/${name}`), name);
  }
  t.ok(codesOf('proxy').includes('aws-endpoints/directClosed'));
  for (const { layer, stage } of FAULTS) {
    t.equal(stage, layer === 'cluster-dns' ? 'after-join' : undefined);
  }
});

test('an expectation says which check, and perhaps where', async (t) => {
  t.strictSame(faultNamed('kubelet-drop').expects, [
    {
      finding: 'firewall-ports/filtered',
      breaksAt: 'way-there',
      cases: '*:tcp/10250@10.80.1.10',
    },
  ]);
  t.strictSame(faultNamed('source-nat').expects, [
    { finding: 'firewall-ports/sourceTranslated', cases: '*@10.20.3.10' },
    { finding: 'path-mtu/notMeasured', cases: '*:peer:*' },
  ]);
  t.match(faultNamed('nfs-stale'), {
    strikes: 'mid-write',
    expects: [{ finding: 'nfs-throughput/brokeOff' }],
  });
  const [pending] = faultsOf('firewall', [
    { name: 'x', breaks: '', changes: [], expects: ['pending: a/b[way-back] @ *'] },
  ]);
  t.strictSame(pending?.expects, [
    { finding: 'a/b', breaksAt: 'way-back', cases: '*', isPending: true },
  ]);
  for (const { name, expects, allows } of FAULTS) {
    for (const { finding } of [...expects, ...allows]) {
      t.match(finding, /^[a-z]+(-[a-z]+)*\/([a-z][A-Za-z]+|\*)$/, name);
    }
  }
});
