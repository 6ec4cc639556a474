import { test } from 'tap';
import { readRegistries } from '#lib/containerd/registries.ts';

const CRI = 'plugins."io.containerd.grpc.v1.cri".registry';

const rows = [
  {
    config: 'a mirror on one line',
    text: `[${CRI}.mirrors."docker.io"]\n  endpoint = ["https://harbor.company.local/v2/hub"]`,
    mirrors: [{ registry: 'docker.io', hosts: ['harbor.company.local'], line: 2 }],
  },
  {
    config: 'a list over several lines, with comments and credentials',
    text: `[ ${CRI}.mirrors.'quay.io' ] # x\nendpoint = [ # "https://no.example"\n 'https://robot:MARKER@a.example:8443',\n "b.example", ]\n`,
    mirrors: [{ registry: 'quay.io', hosts: ['a.example', 'b.example'], line: 2 }],
  },
  {
    config: 'containerd 2',
    text: `[plugins.'io.containerd.cri.v1.images'.registry]\nconfig_path = '/etc/containerd/certs.d'\n`,
    mirrors: [],
    configPath: '/etc/containerd/certs.d',
  },
  {
    config: 'a key of another table',
    text: `[plugins."io.containerd.snapshotter"]\nconfig_path = "/x"\nendpoint = ["https://a.example"]\n[[${CRI}.mirrors."b"]]\nendpoint = ["https://a.example"]`,
    mirrors: [],
  },
  {
    config: 'a list that never ends, and no URL',
    text: `[${CRI}.mirrors."a"]\nendpoint = ["https://a.example",\n[${CRI}.mirrors."b"]\nendpoint = ["https://", "::"]`,
    mirrors: [
      { registry: 'a', hosts: ['a.example'], line: 2 },
      { registry: 'b', hosts: [], line: 4 },
    ],
  },
  {
    config: 'credentials alone',
    text: `[${CRI}.configs."a".auth]\npassword = "MARKER"`,
    mirrors: [],
  },
  { config: 'nothing', text: '', mirrors: [] },
];

for (const { config, text, mirrors, configPath = null } of rows) {
  test(config, async (t) => {
    const read = readRegistries(text);
    t.strictSame(read, { mirrors, configPath });
    t.notMatch(JSON.stringify(read), /MARKER/);
  });
}

test('hostile texts are read in time', (t) => {
  const started = performance.now();
  for (const piece of [
    '"',
    "a'",
    '[',
    '[.',
    `[${CRI}.mirrors."d"]\nendpoint = [\n`,
    '# ',
    'a"b" ',
  ]) {
    readRegistries(piece.repeat(100_000));
  }
  t.ok(performance.now() - started < 5000);
  t.end();
});
