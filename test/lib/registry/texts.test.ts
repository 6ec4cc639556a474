import fc from 'fast-check';
import { test } from 'tap';
import { readChallenge } from '#lib/registry/challenge.ts';
import { readHealth } from '#lib/registry/health.ts';
import { hostsFolders, readHostsFile } from '#lib/registry/hosts-file.ts';
import { isImage, splitImage } from '#lib/registry/image-name.ts';
import { platformOf, readManifest } from '#lib/registry/manifest.ts';

test('the challenges of registries are read', (t) => {
  const cases: readonly (readonly [string | undefined, unknown])[] = [
    [undefined, null],
    ['', null],
    ['Basic realm="harbor"', { kind: 'basic' }],
    ['basic', { kind: 'basic' }],
    [
      'Bearer realm="https://harbor.example.com/service/token",service="harbor-registry",scope="a,b"',
      {
        kind: 'bearer',
        realm: 'https://harbor.example.com/service/token',
        service: 'harbor-registry',
      },
    ],
    [
      'Bearer realm=https://a.example/t, error=invalid',
      { kind: 'bearer', realm: 'https://a.example/t', service: null },
    ],
    ['Bearer service="x"', { kind: 'other', scheme: 'bearer' }],
    ['Negotiate abc', { kind: 'other', scheme: 'Negotiate' }],
    [`Bearer realm="${'x'.repeat(5000)}"`, null],
  ];
  for (const [header, expected] of cases)
    t.strictSame(readChallenge(header), expected, header ?? 'none');
  t.end();
});

test('Harbor’s health is told component by component, and nothing else is taken for it', (t) => {
  t.strictSame(
    readHealth(
      '{"status":"unhealthy","components":[{"name":"core","status":"healthy"},{"name":"\\u001b[1mdb","status":"unhealthy","error":"x"},5]}',
    ),
    [
      { name: 'core', isHealthy: true },
      { name: 'db', isHealthy: false },
    ],
  );
  for (const body of ['', '<html>', '{}', '{"components":[]}', '{"components":5}', 'null', '[]']) {
    t.equal(readHealth(body), null, body);
  }
  t.end();
});

const DIGEST = `sha256:${'a'.repeat(64)}`;

test('manifests are read, and only digests become parts of paths', (t) => {
  const layers = [
    { digest: DIGEST, size: 10 },
    { digest: '../../etc/passwd', size: 10 },
    { digest: DIGEST, size: -1 },
    { digest: DIGEST, size: 1.5 },
    null,
  ];
  t.strictSame(readManifest(JSON.stringify({ layers })), {
    kind: 'image',
    layers: [{ digest: DIGEST, sizeBytes: 10 }],
  });
  const manifests = [
    { digest: DIGEST, platform: { os: 'linux', architecture: 'amd64' } },
    { digest: DIGEST, platform: { os: 'linux' } },
    { digest: 'x', platform: { os: 'linux', architecture: 'amd64' } },
  ];
  t.strictSame(readManifest(JSON.stringify({ manifests })), {
    kind: 'index',
    entries: [{ digest: DIGEST, platform: 'linux/amd64' }],
  });
  t.strictSame(readManifest('{"schemaVersion":1,"fsLayers":[]}'), { kind: 'unknown' });
  t.equal(platformOf('x64'), 'linux/amd64');
  t.equal(platformOf('arm64'), 'linux/arm64');
  t.end();
});

test('names of images have a tag, a digest, or neither', (t) => {
  t.strictSame(splitImage('lab/probe:1.0'), { repository: 'lab/probe', reference: '1.0' });
  t.strictSame(splitImage(`lab/probe@${DIGEST}`), { repository: 'lab/probe', reference: DIGEST });
  t.strictSame(splitImage('probe'), { repository: 'probe', reference: 'latest' });
  for (const name of ['probe', 'a/b-c/d__e:1.0_x', `a@${DIGEST}`]) t.ok(isImage(name), name);
  for (const name of ['', 'A', '/a', 'a/', 'a:', '../a', 'a b', 'a?x=1', 'a@sha256:1', 'a:b/c'])
    t.notOk(isImage(name), name);
  t.end();
});

test('hosts.toml: the authorities of this registry, and of no other', (t) => {
  const text = `server = "https://harbor.company.local"
ca = "top.crt"
[host."https://Harbor.company.local:443/v2"]
  capabilities = ["pull"]
  ca = ["own.crt", "two.crt"]
[host."https://mirror.company.local"]
  ca = "mirror.crt"
  skip_verify = true
`;
  t.strictSame(readHostsFile(text, 'harbor.company.local:443'), {
    ...{ kind: 'read', authorities: ['top.crt', 'own.crt', 'two.crt'], skipsVerification: false },
  });
  t.match(readHostsFile(text, 'mirror.company.local'), { skipsVerification: true });
  t.match(readHostsFile('server = ', 'a'), { kind: 'broken', why: /^line 1: / });
  t.strictSame(readHostsFile('host = 5\nca = 7', 'a'), {
    kind: 'read',
    authorities: [],
    skipsVerification: false,
  });
  t.equal(hostsFolders('a.example', 443)[0], 'a.example');
  t.equal(hostsFolders('a.example', 8443)[0], 'a.example_8443_');
  t.end();
});

test('whatever a registry says, it is read', (t) => {
  const words = [
    'Bearer ',
    'realm=',
    '"',
    ',',
    '=',
    'a',
    ' ',
    '{',
    '}',
    '[',
    ']',
    ':',
    '"components"',
    '"layers"',
    'host.',
  ];
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(fc.constantFrom(...words)).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      readChallenge(text);
      readHealth(text);
      readManifest(text);
      readHostsFile(text, text);
      splitImage(text);
      return true;
    }),
    { numRuns: 3000 },
  );
  t.end();
});
