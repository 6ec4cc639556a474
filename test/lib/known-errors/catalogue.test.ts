import { test } from 'tap';
import { LAYERS } from '#lib/known-errors/catalogue.ts';
import type { KnownError } from '#lib/known-errors/known-error.ts';
import { recognise } from '#lib/known-errors/recognise.ts';
import { checks } from '../../../checks/index.ts';
import { sampleLines } from './sample-line.ts';

const ERRORS: readonly KnownError[] = LAYERS.flatMap(({ errors }) => errors);

test('there are many, and each has an id of its own', (t) => {
  t.ok(ERRORS.length >= 45);
  const ids = ERRORS.map(({ id }) => id);
  t.equal(new Set(ids).size, ids.length);
  for (const id of ids) t.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
  t.end();
});

test('titles are short, and texts are sentences', (t) => {
  for (const { id, title, cause, remedy, proof } of ERRORS) {
    t.ok(title.length <= 60, `${id}: ${title}`);
    t.notMatch(title, /\.$/, id);
    t.match(cause, /\.$/, id);
    t.match(remedy.split('\n$ ')[0], /[.:]$/, id);
    if (proof !== null) t.notMatch(proof.shows, /\.$/, id);
  }
  t.end();
});

test('a check that proves something exists', (t) => {
  const known = new Set(checks.map(({ id }) => id));
  const named = ERRORS.flatMap(({ proof }) => (proof === null ? [] : [proof.check]));
  t.ok(named.length > 20);
  for (const check of named) t.ok(known.has(check), check);
  t.end();
});

const PROVEN: Readonly<Record<string, string>> = {
  'clock-behind': 'host-readiness',
  'clock-skew-signature': 'host-readiness',
  'wrong-cluster-ca': 'api-server',
  'tls-intercepted': 'aws-endpoints',
  'tls-unknown-authority': 'registry',
  'block-page': 'aws-endpoints',
  'proxy-settings-differ': 'host-readiness',
  'registry-login-refused': 'registry',
  'roles-anywhere-signature': 'host-readiness',
  'service-address-refused': 'cluster-dns',
  'kubelet-version-skew': 'node-status',
  'kubelet-certificate-foreign': 'node-status',
  'api-unauthorized': 'node-status',
  'webhook-refuses': 'webhooks',
};

test('clock, TLS, registry and credential errors name the check that proves them', (t) => {
  for (const [id, check] of Object.entries(PROVEN)) {
    t.equal(ERRORS.find((error) => error.id === id)?.proof?.check, check, id);
  }
  t.end();
});

test('what only AWS or the API can know is proven by no check', (t) => {
  for (const id of ['ssm-activation-expired', 'iam-permission-missing', 'access-entry-missing']) {
    t.equal(ERRORS.find((error) => error.id === id)?.proof, null, id);
  }
  t.end();
});

for (const error of ERRORS) {
  test(`${error.id} explains its examples, and whatever its patterns describe`, (t) => {
    t.ok(error.examples.length > 0);
    for (const line of [...error.examples, ...error.patterns.flatMap(sampleLines)]) {
      t.equal(recognise(line)?.error.id, error.id, line);
    }
    t.end();
  });
}

/** `{host|the name}`, and what stands before the last bar. */
function factsNamedBy(text: string): readonly string[] {
  return [...text.matchAll(/\{([^{}]*)\|[^{}|]*\}/g)].flatMap(([, names = '']) => names.split('|'));
}

test('texts ask only for facts that a pattern gives', (t) => {
  const GIVES: Readonly<Record<string, string>> = { service: 'address', address6: 'address' };
  for (const { id, patterns, cause, remedy } of ERRORS) {
    const given = patterns
      .flatMap((pattern) => [...pattern.matchAll(/\{([a-z0-9]+)\}/g)].map(([, name = '']) => name))
      .map((name) => GIVES[name] ?? name);
    for (const name of factsNamedBy(`${cause}\n${remedy}`))
      t.ok(given.includes(name), `${id}: ${name}`);
    t.notMatch(`${cause}\n${remedy}`.replaceAll(/\{[^{}]*\|[^{}]*\}/g, ''), /\{[a-z]+\}/, id);
  }
  t.end();
});

test('free text from a log has no place in a command', (t) => {
  for (const { id, remedy } of ERRORS) {
    for (const line of remedy.split('\n').filter((part) => part.startsWith('$ '))) {
      t.notMatch(line, /\{[^}]*issuer/, id);
    }
  }
  t.end();
});

const lines = [
  {
    what: 'a line of every day',
    line: 'I1120 10:15:02.1 1 kubelet.go:1] "SyncLoop ADD" source="api"',
  },
  { what: 'an empty line', line: '' },
  { what: 'a word that only looks like it', line: 'Unauthorized users are listed in /etc/motd' },
];

for (const { what, line } of lines) {
  test(`${what} is not explained`, (t) => {
    t.equal(recognise(line), undefined);
    t.end();
  });
}

const contests = [
  {
    line: 'Failed to pull image "x/y:1": dial tcp: lookup x on 10.80.0.53:53: no such host',
    wins: 'dns-no-such-host',
  },
  {
    line: 'proxyconnect tcp: dial tcp: lookup proxy on 10.80.0.53:53: no such host',
    wins: 'proxy-unreachable',
  },
  { line: 'dial tcp 10.80.1.10:10250: i/o timeout', wins: 'kubelet-unreachable' },
  { line: 'dial tcp 10.80.1.10:1025: i/o timeout', wins: 'connect-timeout' },
  { line: 'dial tcp 172.20.0.1:443: i/o timeout', wins: 'service-address-unreachable' },
  { line: 'dial tcp 10.20.1.1:443: i/o timeout', wins: 'connect-timeout' },
  {
    line: 'failed calling webhook "a": Post "https://b:443/": dial tcp 10.85.0.2:9443: i/o timeout',
    wins: 'webhook-unreachable',
  },
  {
    line: '"Unable to register node with API server" err="Unauthorized"',
    wins: 'api-unauthorized',
  },
  {
    line: '"Failed to ensure lease exists, will retry" err="dial tcp 10.20.1.10:443: connect: connection refused"',
    wins: 'connect-refused',
  },
] as const;

for (const { line, wins } of contests) {
  test(`${wins} wins: ${line}`, (t) => {
    t.equal(recognise(line)?.error.id, wins);
    t.end();
  });
}
