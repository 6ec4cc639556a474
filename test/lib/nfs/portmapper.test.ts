import { test } from 'tap';
import { dump, getPort, portmapperNull } from '#lib/nfs/portmapper.ts';
import { readXdr } from '#lib/onc-rpc/xdr-read.ts';
import { hex } from '../onc-rpc/hex.ts';

test('a port is asked for by program, version and protocol', (t) => {
  const call = getPort({ program: 100005, version: 3 });
  t.match(call, { program: 100000, version: 2, procedure: 3 });
  // mountd, 3, IPPROTO_TCP, and a port that is not looked at
  t.strictSame(call.parameters, hex('000186a5 00000003 00000006 00000000'));
  t.equal(call.read(readXdr(hex('00004e50'))), 20048);
  t.equal(call.read(readXdr(hex('00000000'))), null, 'a program that is not registered');
  t.throws(() => call.read(readXdr(hex('00010000'))), { name: 'XdrError' });
  t.end();
});

test('all registrations are read; the first of them are kept', (t) => {
  t.match(dump, { program: 100000, version: 2, procedure: 4, parameters: hex('') });
  const line = '00000001 000186a3 00000003 00000006 00000801';
  const list = hex(
    line,
    '00000001 000186a5 00000001 00000011 00004e50',
    '00000001 000186b5 00000004 00000084 00000001',
    '00000000',
  );
  t.strictSame(dump.read(readXdr(list)), {
    count: 3,
    registrations: [
      { program: 100003, version: 3, protocol: 'tcp', port: 2049 },
      { program: 100005, version: 1, protocol: 'udp', port: 20048 },
      { program: 100021, version: 4, protocol: '132', port: 1 },
    ],
  });
  const long = dump.read(readXdr(hex(line.repeat(1000), '00000000')));
  t.equal(long.count, 1000);
  t.equal(long.registrations.length, 64);
  t.end();
});

test('the portmapper has a NULL', (t) => {
  t.match(portmapperNull, { program: 100000, version: 2, procedure: 0 });
  t.equal(portmapperNull.read(readXdr(hex(''))), null);
  t.end();
});
