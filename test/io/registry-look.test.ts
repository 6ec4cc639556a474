import { writeFileSync } from 'node:fs';
import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'tap';
import { createRegistry } from '../../src/io/registry/registry.ts';
import { REGISTRY_NAME } from '../../src/lab/topology/names.ts';
import {
  asking,
  FOREVER,
  type Handler,
  listening,
  makePki,
  serveRegistry,
} from './registry-world.ts';

const harbor: Handler = (request, response) => {
  if (request.url === '/api/v2.0/health') {
    response.end('{"components":[{"name":"core","status":"healthy"}]}');
    return;
  }
  response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end('{}');
};

test('looking at registries', async (t) => {
  const pki = await makePki(t);
  const authority = join(pki, 'company-ca.crt');
  const registry = createRegistry();

  await t.test(
    'a registry in order shows certificate, API and health, and is sent no secret',
    async (t) => {
      const { port, asked } = await serveRegistry(t, { pki, handle: harbor });
      t.match(await registry.look(asking(port, { authority }), FOREVER), {
        ...{ kind: 'secured', protocol: 'TLSv1.3', given: { kind: 'trusted' }, containerd: null },
        certificate: {
          isForName: true,
          leftMs: Number,
          issuer: 'Example Corp Example Corp Root CA',
        },
        api: { kind: 'answer', status: 401, challenge: { kind: 'basic' } },
        health: [{ name: 'core', isHealthy: true }],
      });
      t.ok(asked.every(({ authorization }) => authorization === undefined));
    },
  );

  await t.test('certificates that do not hold are told by what is wrong with them', async (t) => {
    const expired = await serveRegistry(t, {
      pki,
      certificate: 'registry-expired',
      handle: harbor,
    });
    const facts = await registry.look(asking(expired.port, { authority }), FOREVER);
    t.match(facts, { given: { kind: 'refused', code: 'CERT_HAS_EXPIRED' } });
    t.ok(facts.kind === 'secured' && facts.certificate.leftMs < -30 * 86_400_000);
    const other = await serveRegistry(t, { pki, certificate: 'api', handle: harbor });
    t.match(await registry.look(asking(other.port, { authority }), FOREVER), {
      certificate: { isForName: false },
      given: { kind: 'refused', code: /SELF_SIGNED|UNABLE/ },
    });
    t.match(
      await registry.look(asking(other.port, { authority: join(pki, 'none.crt') }), FOREVER),
      {
        given: { kind: 'no-authority', why: 'it is not there' },
      },
    );
    t.match(await registry.look(asking(other.port, { authority: join(pki, 'api.key') }), FOREVER), {
      given: { kind: 'no-authority', why: /no certificate/ },
    });
  });

  await t.test(
    'containerd’s trust: the system’s authorities and those of hosts.toml',
    async (t) => {
      const { port } = await serveRegistry(t, { pki, handle: harbor });
      const config =
        'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/etc/containerd/certs.d"\n';
      const containerdConfig = '/etc/containerd/config.toml';
      const folder = `${REGISTRY_NAME}_${port}_`;
      const trustOf = async (etc: Readonly<Record<string, unknown>>) => {
        const root = t.testdir({ etc: etc as never });
        writeFileSync(
          join(root, 'etc/ca.crt'),
          await import('node:fs').then(({ readFileSync }) => readFileSync(authority)),
        );
        const facts = await createRegistry({ root }).look(
          asking(port, { containerdConfig }),
          FOREVER,
        );
        return facts.kind === 'secured' ? facts.containerd : null;
      };
      const hosts = (text: string) => ({ 'certs.d': { [folder]: { 'hosts.toml': text } } });
      t.match(await trustOf({}), {
        state: { kind: 'absent' },
        verification: { kind: 'no-authority' },
      });
      t.match(
        await trustOf({ containerd: { 'config.toml': config, ...hosts('ca = "/etc/ca.crt"') } }),
        {
          state: {
            kind: 'read',
            hostsFile: `/etc/containerd/certs.d/${folder}/hosts.toml`,
            missing: [],
          },
          verification: { kind: 'trusted' },
        },
      );
      t.match(
        await trustOf({
          containerd: { 'config.toml': config, ...hosts('ca = "none.crt"\nskip_verify = true') },
        }),
        {
          state: {
            skipsVerification: true,
            missing: [`/etc/containerd/certs.d/${folder}/none.crt`],
          },
        },
      );
      t.match(
        await trustOf({
          containerd: { 'config.toml': 'version = 2', ...hosts('ca = "/etc/ca.crt"') },
        }),
        {
          state: { hostsFile: null, ignored: /hosts\.toml$/ },
        },
      );
      t.match(await trustOf({ containerd: { 'config.toml': config, ...hosts('ca =') } }), {
        state: { kind: 'unreadable', why: /line 1/ },
      });
      t.match(await trustOf({ containerd: { 'config.toml': 'x' } }), {
        state: { kind: 'unreadable', why: /line 1/ },
      });
      const pem = (await import('node:fs')).readFileSync(authority, 'utf8');
      t.match(
        await trustOf({
          containerd: { 'config.toml': config },
          ssl: { certs: { 'ca-certificates.crt': pem } },
        }),
        {
          verification: { kind: 'trusted' },
        },
      );
    },
  );

  await t.test('who does not answer, or not in TLS, is told so', async (t) => {
    const closed = createServer();
    const port = await listening(t, closed as never);
    await new Promise((resolve) => closed.close(resolve));
    t.match(await registry.look(asking(port), FOREVER), { kind: 'unreachable', how: 'refused' });
    const plain = await listening(t, createPlain((_, response) => response.end('hello')) as never);
    t.match(await registry.look(asking(plain), FOREVER), { kind: 'no-tls' });
    const deaf = await listening(
      t,
      createServer((socket) => void socket.on('error', () => undefined)) as never,
    );
    t.match(await registry.look(asking(deaf, { timeoutMs: 200 }), FOREVER), {
      kind: 'no-tls',
      why: 'ETIMEDOUT',
    });
    const rude = await listening(t, createServer((socket) => socket.destroy()) as never);
    t.match(await registry.look(asking(rude), FOREVER), { kind: 'no-tls' });
  });

  await t.test('answers that never end, or make no sense, end', async (t) => {
    const { port } = await serveRegistry(t, {
      pki,
      handle: (request, response) => {
        if (request.url === '/v2/') return; // says nothing
        response.write('{"components":['.padEnd(200_000));
      },
    });
    t.match(await registry.look(asking(port, { timeoutMs: 300 }), FOREVER), {
      api: { kind: 'failed', why: 'timeout' },
      health: null,
    });
  });

  await t.test('it can be called off', async (t) => {
    const deaf = await listening(
      t,
      createServer((socket) => void socket.on('error', () => undefined)) as never,
    );
    const stop = new AbortController();
    const looking = registry.look(asking(deaf), stop.signal);
    stop.abort(new Error('enough'));
    await t.rejects(looking, { message: 'enough' });
    await t.rejects(registry.look(asking(deaf), stop.signal), { message: 'enough' });
  });
});
