import fc from 'fast-check';
import { test } from 'tap';
import { isNodeName, nameInArguments, nameInSubject } from '#lib/kubernetes/node-name.ts';
import { conditionNamed, readNode } from '#lib/kubernetes/node.ts';
import { nodeObject } from '../../servers/kubernetes.ts';

test('a node is read as the API has it', (t) => {
  const text = JSON.stringify(
    nodeObject('node-1', {
      addresses: ['10.80.1.10', '2001:db8::1'],
      spec: { unschedulable: true },
    }),
  );
  const node = readNode(text);
  t.match(node, {
    ...{ name: 'node-1', isUnschedulable: true, computeType: 'hybrid' },
    ...{ internalAddresses: ['10.80.1.10', '2001:db8::1'], kubeletVersion: /^v1/ },
  });
  t.match(node === null ? undefined : conditionNamed(node, 'Ready'), { status: 'True' });
  t.end();
});

test('a node that says next to nothing is one all the same', (t) => {
  t.strictSame(readNode('{"kind":"Node","metadata":{"name":"n"}}'), {
    ...{ name: 'n', conditions: [], isUnschedulable: false, computeType: null },
    ...{ internalAddresses: [], kubeletVersion: null },
  });
  t.end();
});

test('what is no node is none', (t) => {
  const texts = [
    '',
    '[]',
    'null',
    '{',
    '{"kind":"Status"}',
    '{"kind":"Node"}',
    '{"kind":"Node","metadata":7}',
  ];
  for (const text of texts) t.equal(readNode(text), null, text);
  t.end();
});

test('messages of anybody are kept short, on one line, without orders to a terminal', (t) => {
  const message = `\u001b[2Ja\nb ${'x'.repeat(5000)}`;
  const ready = { type: 'Ready', status: 'False', reason: 'R', message };
  const node = readNode(JSON.stringify(nodeObject('n', { ready })));
  const said = node === null ? '' : (conditionNamed(node, 'Ready')?.message ?? '');
  t.match(said, /^a b x+$/);
  t.equal(said.length, 300);
  t.end();
});

test('whatever comes, nothing is thrown and little is kept', (t) => {
  const parts = fc.record({
    kind: fc.constant('Node'),
    metadata: fc.oneof(fc.json(), fc.record({ name: fc.string(), labels: fc.anything() })),
    spec: fc.anything(),
    status: fc.record({ conditions: fc.anything(), addresses: fc.array(fc.anything()) }),
  });
  fc.assert(
    fc.property(parts, (value) => {
      const node = readNode(JSON.stringify(value));
      return node === null || JSON.stringify(node).length < 64_000;
    }),
  );
  const many = nodeObject('n', {
    conditions: Array.from({ length: 999 }, () => ({ type: 'X', message: 'y'.repeat(999) })),
    addresses: Array.from({ length: 999 }, () => '192.0.2.1'),
  });
  const node = readNode(JSON.stringify(many));
  t.equal(node?.conditions.length, 32);
  t.equal(node?.internalAddresses.length, 16);
  t.end();
});

test('the name is the last that the kubelet is given', (t) => {
  const text =
    'NODEADM_KUBELET_ARGS="--node-ip=10.0.0.1 --hostname-override=mi-1 --v=2 --hostname-override node-2"\nX="y"';
  t.equal(nameInArguments(text), 'node-2');
  t.equal(nameInArguments('A="--hostname-override=mi-0abc"'), 'mi-0abc');
  t.equal(nameInArguments('A="--hostname-override="'), null);
  t.equal(nameInArguments('A="--hostname-override=../secrets"'), null);
  t.equal(nameInArguments(''), null);
  t.end();
});

test('or the one that its certificate was made for', (t) => {
  t.equal(nameInSubject('O=system:nodes, CN=system:node:mi-0abc'), 'mi-0abc');
  t.equal(nameInSubject('CN=system:node:a/b'), null);
  t.equal(nameInSubject('CN=kubelet'), null);
  t.ok(isNodeName('node-1.company.local'));
  t.notOk(isNodeName('Node'));
  t.notOk(isNodeName('a'.repeat(254)));
  t.end();
});
