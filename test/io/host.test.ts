import { chmodSync } from 'node:fs';
import { isIP } from 'node:net';
import os from 'node:os';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { CannotMeasure } from '#core/check.ts';
import { createHost } from '../../src/io/host.ts';

const forever = new AbortController().signal;

const RESOLV_CONF: Readonly<Record<string, { text: string; asked: readonly string[] }>> = {
  'two servers, in order': {
    text: 'nameserver 10.80.0.53\nnameserver 10.80.0.54\n',
    asked: ['10.80.0.53', '10.80.0.54'],
  },
  'no newline at the end': { text: 'nameserver 10.80.0.53', asked: ['10.80.0.53'] },
  'lines of Windows': { text: 'nameserver 10.80.0.53\r\n', asked: ['10.80.0.53'] },
  'tabs and leading blanks': { text: '  nameserver\t10.80.0.53 \n', asked: ['10.80.0.53'] },
  'IPv6, also with a zone': {
    text: 'nameserver 2001:db8::53\nnameserver fe80::1%eth0\n',
    asked: ['2001:db8::53', 'fe80::1%eth0'],
  },
  'comments at the end of a line': {
    text: 'nameserver 10.80.0.53 # first\nnameserver 10.80.0.54;second\n',
    asked: ['10.80.0.53', '10.80.0.54'],
  },
  'what is commented out': { text: '#nameserver 10.80.0.53\n; nameserver 10.80.0.54\n', asked: [] },
  'other keywords': { text: 'search company.local\noptions ndots:5\n', asked: [] },
  'what is no address': { text: 'nameserver resolver.company.local\nnameserver\n', asked: [] },
  'an empty file': { text: '', asked: [] },
};

for (const [name, { text, asked }] of Object.entries(RESOLV_CONF)) {
  test(`resolv.conf: ${name}`, async (t) => {
    const resolvConf = join(t.testdir({ 'resolv.conf': text }), 'resolv.conf');
    t.strictSame(
      await createHost({ resolvConf }).nameServers(forever),
      asked.map((address) => ({ address, port: 53 })),
    );
  });
}

test('without a resolv.conf there is no name server', async (t) => {
  const resolvConf = join(t.testdir({}), 'resolv.conf');
  t.strictSame(await createHost({ resolvConf }).nameServers(forever), []);
});

test('the facts name the distribution, or the kernel where none is named', async (t) => {
  const folder = t.testdir({
    quoted: 'ID=debian\nPRETTY_NAME="Debian 12"\n',
    bare: 'PRETTY_NAME=Arch\n',
  });
  const rest = { name: os.hostname(), kernel: os.release(), arch: os.arch() };
  const osOf = async (file: string) => createHost({ osRelease: join(folder, file) }).facts(forever);
  t.strictSame(await osOf('quoted'), { ...rest, os: 'Debian 12' });
  t.strictSame(await osOf('bare'), { ...rest, os: 'Arch' });
  t.strictSame(await osOf('missing'), { ...rest, os: os.type() });
});

test('this machine has addresses, and its routes are networks', async (t) => {
  const host = createHost();
  const addresses = await host.addresses(forever);
  t.match(
    addresses.filter(({ interface: name }) => name === 'lo'),
    [{ interface: 'lo', address: '127.0.0.1', prefixLength: 8, family: 4 }],
  );
  for (const { address, family } of addresses) t.equal(isIP(address), family);
  for (const { destination, gateway = '0.0.0.0' } of await host.routes(forever)) {
    t.match(destination, /^(\d+\.){3}\d+\/\d+$/);
    t.not(isIP(gateway), 0);
  }
});

const ROUTES = {
  'the default route': {
    said: { dst: 'default', gateway: '10.80.0.1', dev: 'eth0' },
    read: [{ destination: '0.0.0.0/0', interface: 'eth0', gateway: '10.80.0.1' }],
  },
  'a network on the link': {
    said: { dst: '10.80.0.0/16', dev: 'eth0', prefsrc: '10.80.0.9' },
    read: [{ destination: '10.80.0.0/16', interface: 'eth0' }],
  },
  'one host': {
    said: { dst: '10.20.1.10', dev: 'tun0' },
    read: [{ destination: '10.20.1.10/32', interface: 'tun0' }],
  },
  'a router of the other family': {
    said: { dst: '10.20.0.0/16', dev: 'eth0', via: { family: 'inet6', host: 'fe80::1' } },
    read: [{ destination: '10.20.0.0/16', interface: 'eth0', gateway: 'fe80::1' }],
  },
  'several ways at once': {
    said: {
      dst: 'default',
      nexthops: [
        { gateway: '10.80.0.1', dev: 'eth0', weight: 1 },
        { gateway: '10.81.0.1', dev: 'eth1', weight: 1 },
      ],
    },
    read: [
      { destination: '0.0.0.0/0', interface: 'eth0', gateway: '10.80.0.1' },
      { destination: '0.0.0.0/0', interface: 'eth1', gateway: '10.81.0.1' },
    ],
  },
  'no way at all': { said: { type: 'unreachable', dst: '10.99.0.0/16' }, read: [] },
} as const;

for (const [name, { said, read }] of Object.entries(ROUTES)) {
  test(`a route: ${name}`, async (t) => {
    const ip = tool(t, `printf '%s' '${JSON.stringify([said])}'`);
    t.strictSame(await createHost({ ip }).routes(forever), read);
  });
}

test('what is not understood is left out', async (t) => {
  const odd = [{}, null, { ifname: 'x0', addr_info: [{ local: 'nowhere', prefixlen: 8 }, {}] }];
  const ip = tool(t, `printf '%s' '${JSON.stringify(odd)}'`);
  t.strictSame(await createHost({ ip }).addresses(forever), []);
  t.strictSame(await createHost({ ip: tool(t, 'true') }).addresses(forever), []);
  t.strictSame(await createHost({ ip: tool(t, 'echo {}') }).routes(forever), []);
});

test('without the command ip the user is told how to install it', async (t) => {
  const host = createHost({ ip: 'no-such-ip' });
  for (const asked of [host.addresses(forever), host.routes(forever)]) {
    const thrown: unknown = await asked.catch((error: unknown) => error);
    t.ok(thrown instanceof CannotMeasure);
    t.match(thrown, { fix: 'apt-get install iproute2, or dnf install iproute' });
  }
});

test('a command ip that fails is quoted', async (t) => {
  const host = createHost({ ip: tool(t, 'echo "Cannot open netlink socket" >&2; exit 1') });
  await t.rejects(host.addresses(forever), {
    message: 'ip -j address show did not answer: Cannot open netlink socket',
  });
  const killed = createHost({ ip: tool(t, 'kill -9 $$') });
  await t.rejects(killed.routes(forever), {
    message: 'ip -j -4 route show did not answer: killed',
  });
});

/** A program of the test's own in the place of `ip`. */
function tool(t: Test, script: string): string {
  const file = join(t.testdir({ ip: `#!/bin/sh\n${script}\n` }), 'ip');
  chmodSync(file, 0o755);
  return file;
}
