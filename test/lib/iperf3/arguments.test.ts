import { test } from 'tap';
import { clientArguments, passwordEnvironment, serverArguments } from '#lib/iperf3/arguments.ts';
import type { ClientOptions, ServerOptions } from '#lib/iperf3/arguments.ts';
import type { Iperf3Version } from '#lib/iperf3/version.ts';

const CLIENT: ClientOptions = {
  address: '192.0.2.1',
  port: 5201,
  protocol: 'tcp',
  direction: 'up',
  seconds: 10,
  omitSeconds: 0,
  streams: 1,
  intervalMs: 500,
  connectTimeoutMs: 3000,
};
const SERVER: ServerOptions = { address: '192.0.2.1', port: 5201, oneOff: false };

function release(minor: number): Iperf3Version {
  return { major: 3, minor, patch: 0, isPrerelease: false, isLater: false, features: [] };
}

function client(options: Partial<ClientOptions>, minor = 12): string {
  return clientArguments({ ...CLIENT, ...options }, release(minor)).join(' ');
}

function server(options: Partial<ServerOptions>, minor = 12): string {
  return serverArguments({ ...SERVER, ...options }, release(minor)).join(' ');
}

test('the arguments of a client', (t) => {
  const start = '-c 192.0.2.1 -p 5201 -J';
  const rows: readonly (readonly [options: Partial<ClientOptions>, wanted: string])[] = [
    [{}, `${start} -t 10 -P 1 -i 0.5 --connect-timeout 3000`],
    [{ direction: 'down' }, `${start} -t 10 -P 1 -i 0.5 -R --connect-timeout 3000`],
    [{ direction: 'both' }, `${start} -t 10 -P 1 -i 0.5 --bidir --connect-timeout 3000`],
    [{ omitSeconds: 2 }, `${start} -t 10 -O 2 -P 1 -i 0.5 --connect-timeout 3000`],
    [{ maxBytes: 5e9 }, `${start} -n 5000000000 -P 1 -i 0.5 --connect-timeout 3000`],
    [
      { protocol: 'udp', rateBps: 10e6, streams: 4 },
      `${start} -t 10 -P 4 -i 0.5 -u -b 2500000 --connect-timeout 3000`,
    ],
    [{ rateBps: 10 }, `${start} -t 10 -P 1 -i 0.5 -b 10 --connect-timeout 3000`],
    [
      { bindAddress: '2001:db8::1', windowBytes: 524_288, mss: 1400, dscp: 46 },
      `${start} -t 10 -P 1 -i 0.5 --connect-timeout 3000 -B 2001:db8::1 -w 524288 -M 1400 -S 184`,
    ],
    [
      { credentials: { user: 'u', publicKeyPath: '/etc/key.pem' } },
      `${start} -t 10 -P 1 -i 0.5 --connect-timeout 3000 --username=u --rsa-public-key-path=/etc/key.pem`,
    ],
  ];
  for (const [options, wanted] of rows) t.equal(client(options), wanted);
  t.end();
});

test('the version decides on the output, the padding and who is asked for what arrived', (t) => {
  const credentials = { user: 'u', publicKeyPath: 'k' };
  const udp = { protocol: 'udp', rateBps: 1e6 } as const;
  t.match(client({}, 16), ' -J ');
  t.match(client({}, 17), ' --json-stream --forceflush ');
  t.notMatch(client({}, 17), ' -J ');
  t.match(client(udp, 10), / --get-server-output$/);
  t.notMatch(client(udp, 11), '--get-server-output');
  t.notMatch(client({}, 10), '--get-server-output');
  t.notMatch(client({ credentials }, 17), '--use-pkcs1-padding');
  t.match(client({ credentials: { ...credentials, padding: 'pkcs1' } }, 17), '--use-pkcs1-padding');
  t.notMatch(
    client({ credentials: { ...credentials, padding: 'pkcs1' } }, 16),
    '--use-pkcs1-padding',
  );
  t.throws(() => client({ credentials: { ...credentials, padding: 'oaep' } }, 16), {
    name: 'TypeError',
    message: 'padding "oaep" needs iperf3 3.17 or later',
  });
  t.end();
});

test('the arguments of a server', (t) => {
  const credentials = { privateKeyPath: '/k.pem', usersPath: '/u.csv' };
  const paths = '--rsa-private-key-path=/k.pem --authorized-users-path=/u.csv';
  const start = '-s -B 192.0.2.1 -p 5201 --forceflush';
  t.equal(server({}), start);
  t.equal(server({ oneOff: true }), `${start} -1`);
  t.equal(server({ address: '::' }), '-s -B :: -p 5201 --forceflush');
  t.equal(server({ credentials }), `${start} ${paths}`);
  t.equal(
    server({ credentials: { ...credentials, padding: 'pkcs1' } }, 20),
    `${start} ${paths} --use-pkcs1-padding`,
  );
  t.end();
});

test('the password goes by the environment, and never by the arguments', (t) => {
  t.strictSame(passwordEnvironment('secret'), { IPERF3_PASSWORD: 'secret' });
  t.throws(() => passwordEnvironment(''), { message: 'password is empty' });
  t.throws(() => passwordEnvironment('a\0b'), { message: 'password has a NUL character' });
  t.end();
});

test('what iperf3 would misread is refused', (t) => {
  const rows: readonly (readonly [options: Partial<ClientOptions>, message: string])[] = [
    [{ address: '-s' }, 'address "-s" is no IP address'],
    [{ address: '--logfile=/etc/passwd' }, 'address "--logfile=/etc/passwd" is no IP address'],
    [{ address: 'example.com' }, 'address "example.com" is no IP address'],
    [{ address: '' }, 'address "" is no IP address'],
    [
      { address: '192.0.2.1 -F /etc/shadow' },
      'address "192.0.2.1 -F /etc/shadow" is no IP address',
    ],
    [{ bindAddress: '-1' }, 'bindAddress "-1" is no IP address'],
    [{ port: 0 }, 'port 0 is no whole number from 1 to 65535'],
    [{ port: 65_536 }, 'port 65536 is no whole number from 1 to 65535'],
    [{ seconds: 0 }, 'seconds 0 is no whole number from 1 to 86400'],
    [{ seconds: 1.5 }, 'seconds 1.5 is no whole number from 1 to 86400'],
    [{ seconds: Number.NaN }, 'seconds NaN is no whole number from 1 to 86400'],
    [{ omitSeconds: 61 }, 'omitSeconds 61 is no whole number from 1 to 60'],
    [{ streams: 129 }, 'streams 129 is no whole number from 1 to 128'],
    [{ intervalMs: 99 }, 'intervalMs 99 is no whole number from 100 to 60000'],
    [{ connectTimeoutMs: 0 }, 'connectTimeoutMs 0 is no whole number from 1 to 86400000'],
    [{ dscp: 64 }, 'dscp 64 is no whole number from 0 to 63'],
    [{ mss: 9217 }, 'mss 9217 is no whole number from 1 to 9216'],
    [{ windowBytes: -1 }, 'windowBytes -1 is no whole number from 1 to 536870912'],
    [{ maxBytes: 0 }, 'maxBytes 0 is no whole number from 1 to 9007199254740991'],
    [{ rateBps: 0 }, 'rateBps 0 is no whole number from 1 to 9007199254740991'],
    [{ protocol: 'udp' }, 'rateBps is missing: UDP has no rate of its own'],
    [{ credentials: { user: '', publicKeyPath: 'k' } }, 'user is empty'],
    [{ credentials: { user: 'u', publicKeyPath: 'k\0' } }, 'publicKeyPath has a NUL character'],
  ];
  for (const [options, message] of rows) {
    t.throws(() => client(options), { name: 'TypeError', message }, message);
  }
  t.throws(() => server({ address: '-D' }), { message: 'address "-D" is no IP address' });
  t.end();
});
