import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Test, test } from 'tap';
import { createAuthority, type Identity, issue } from '../../src/demo/certificate.ts';
import { readCertificate } from '../../src/io/kubelet/certificate.ts';
import { createKubelet } from '../../src/io/kubelet/kubelet.ts';

const cluster = createAuthority('kubernetes');
/** Of the same name, with another key: what every other cluster has. */
const other = createAuthority('kubernetes');
const own = issue(cluster, {
  name: 'system:node:mi-0abc',
  names: ['mi-0abc', '10.80.1.10'],
  validDays: [-5, 40],
});

/** As the kubelet writes it: the certificate and its key in one file. */
const withKey = ({ cert, key }: Identity): string => `${cert}${key}`;

const files = (t: Test, parts: Readonly<Record<string, string>>) => {
  const folder = t.testdir({ ...parts });
  return { file: join(folder, 'current.pem'), authorityFile: join(folder, 'ca.crt') };
};

const ask = (t: Test, parts: Readonly<Record<string, string>>, authority: string | null = null) =>
  readCertificate({ ...files(t, parts), authority });

test('a certificate of this cluster, by the authority that nodeadm left', async (t) => {
  const found = await ask(t, { 'current.pem': withKey(own), 'ca.crt': cluster.cert });
  t.match(found, {
    own: {
      kind: 'read',
      certificate: {
        ...{ subject: 'CN=system:node:mi-0abc', issuer: 'CN=kubernetes' },
        names: ['DNS:mi-0abc', 'IP Address:10.80.1.10'],
      },
    },
    authority: { kind: 'read', subjects: ['CN=kubernetes'] },
    isSigned: true,
  });
});

test('the authority of the config goes first, as PEM, as base64 of it, or as a file', async (t) => {
  const parts = { 'current.pem': withKey(own), 'ca.crt': other.cert };
  const { authorityFile } = files(t, parts);
  const isSigned = async (authority: string | null) => (await ask(t, parts, authority)).isSigned;
  t.equal(await isSigned(null), false);
  t.equal(await isSigned(cluster.cert), true);
  t.equal(await isSigned(Buffer.from(cluster.cert).toString('base64')), true);
  t.equal(await isSigned(`file:${authorityFile}`), false);
  t.match(await ask(t, {}, 'file:/not/yet'), { own: { kind: 'absent' }, authority: null });
  await t.rejects(isSigned('file:/nowhere'), {
    name: 'CannotMeasure',
    fix: /certificateAuthority/,
  });
});

test('nothing of the key is in what is returned', async (t) => {
  const found = JSON.stringify(
    await ask(t, { 'current.pem': withKey(own), 'ca.crt': cluster.cert }),
  );
  const [, ...lines] = own.key.trim().split('\n').slice(0, -1);
  const [first = ''] = own.key.trim().split('\n').slice(1);
  t.ok(first.length > 20);
  for (const line of [first, ...lines]) t.notOk(found.includes(line), 'a line of the key');
  t.notMatch(found, /PRIVATE KEY/);
});

test('what cannot be read says why', async (t) => {
  const kindOf = async (text: string | null) =>
    (await ask(t, { ...(text === null ? {} : { 'current.pem': text }), 'ca.crt': cluster.cert }))
      .own.kind;
  t.equal(await kindOf(null), 'absent');
  t.equal(await kindOf(''), 'malformed');
  t.equal(await kindOf(own.key), 'malformed');
  t.equal(await kindOf(own.cert.replace(/[A-Za-z]{20}/, 'A'.repeat(20))), 'malformed');
  const { authority, isSigned } = await ask(t, { 'current.pem': withKey(own) });
  t.strictSame([authority, isSigned], [{ kind: 'absent' }, null]);
  const folder = await readCertificate({ file: '/', authority: null, authorityFile: '/' });
  t.strictSame(folder.own, { kind: 'malformed' });
});

test('whatever is in the file, nothing is thrown', async (t) => {
  const { file, authorityFile } = files(t, { 'ca.crt': cluster.cert });
  const text = withKey(own);
  const spoiled = fc
    .tuple(fc.nat(text.length), fc.string({ unit: 'binary', maxLength: 40 }))
    .map(([at, rest]) => text.slice(0, at) + rest + text.slice(at + rest.length));
  await fc.assert(
    fc.asyncProperty(fc.oneof(spoiled, fc.string()), async (content) => {
      writeFileSync(file, content);
      const found = await readCertificate({ file, authority: null, authorityFile });
      return ['read', 'malformed'].includes(found.own.kind);
    }),
    { numRuns: 60 },
  );
});

const signal = new AbortController().signal;

function program(t: Test, name: string, script: string): string {
  const folder = t.testdir({ [name]: `#!/bin/sh\n${script}\n` });
  chmodSync(join(folder, name), 0o755);
  return folder;
}

test('the kubelet is asked for its version alone, and for no longer than it may take', async (t) => {
  const told = createKubelet({ path: program(t, 'kubelet', 'echo "Kubernetes v1.31.2 $*"') });
  t.match(await told.version({ timeoutMs: 5000 }, signal), {
    ...{ kind: 'exited', code: 0, stdout: 'Kubernetes v1.31.2 --version' },
  });
  const hangs = createKubelet({ path: program(t, 'kubelet', 'exec /bin/sleep 60') });
  t.strictSame(await hangs.version({ timeoutMs: 100 }, signal), { kind: 'timeout', afterMs: 100 });
  const floods = createKubelet({
    path: program(t, 'kubelet', 'while :; do echo 0123456789; done'),
  });
  t.match(await floods.version({ timeoutMs: 20_000 }, signal), { kind: 'failed', why: /1048576/ });
  t.strictSame(await createKubelet({ path: '/nowhere' }).version({ timeoutMs: 100 }, signal), {
    kind: 'not-found',
  });
});

test('a kubeconfig behind what is no folder is absent', async (t) => {
  const question = { kubeconfig: '/etc/passwd/kubeconfig', path: '/version', timeoutMs: 100 };
  t.strictSame(await createKubelet().ask(question, signal), { kind: 'kubeconfig-absent' });
});
