import { test } from 'tap';
import type { Udp, UdpOutcome } from '#core/io.ts';
import { encodeNtpReply } from '#lib/ntp/reply.ts';
import { type HostRow, outcomeOf, table, verdictOn } from './host-readiness-world.ts';

const NOW_MS = Date.UTC(2026, 10, 20);
const A = '10.80.1.53';
const B = '10.80.1.54';
const C = '10.80.1.55';

type Server = number | 'silent' | 'refused' | ((reply: Buffer) => void);

/** Servers by address: how many milliseconds their time is ahead, or what is wrong with them. */
function network(servers: Readonly<Record<string, Server>>): Udp {
  return {
    exchange: (to, question): Promise<UdpOutcome> => {
      const server = servers[to.address] ?? 'silent';
      if (server === 'silent') return Promise.resolve({ kind: 'silence', afterMs: 100 });
      if (server === 'refused') return Promise.resolve({ kind: 'port-unreachable', afterMs: 1 });
      const ahead = typeof server === 'number' ? server : 0;
      const reply = encodeNtpReply(question, { timeMs: NOW_MS + ahead, stratum: 2 });
      const bytes = Buffer.from(reply ?? []);
      if (typeof server === 'function') server(bytes);
      return Promise.resolve({ kind: 'answer', afterMs: 0, bytes });
    },
  };
}

const clock = (
  servers: Readonly<Record<string, Server>>,
  { timeServers = Object.keys(servers), ...parts }: HostRow = {},
): HostRow => ({ timeMs: NOW_MS, udp: network(servers), timeServers, ...parts });

const KEPT = { 'chrony-tracking': 'A,B,2,1.0,0.0001,0,0,0,0,0,0.001,0.0005,64,Normal\n' };
const LOST = { 'chrony-tracking': ',,0,0,0,0,0,0,0,0,0,0,0,Not synchronised\n' };

table('clock', {
  right: [clock({ [A]: 0 }), 'pass'],
  'a second short of one': [clock({ [A]: 990 }), 'pass'],
  'a second behind': [clock({ [A]: 1001 }), 'warn clockOffset'],
  'a second ahead': [clock({ [A]: -1001 }), 'warn clockOffset'],
  'almost five minutes': [clock({ [A]: 299_000 }), 'warn clockOffset'],
  'five minutes': [clock({ [A]: 300_001 }), 'fail clockOffset'],
  'ten minutes ahead': [clock({ [A]: -600_000 }), 'fail clockOffset'],
  'one of three is off': [clock({ [A]: 0, [B]: 5, [C]: 600_000 }), 'warn timeServersDisagree'],
  'two of three are off': [
    clock({ [A]: 0, [B]: 600_000, [C]: 600_010 }),
    'fail clockOffset timeServersDisagree',
  ],
  'two that differ': [clock({ [A]: 0, [B]: 4000 }), 'warn clockOffset timeServersDisagree'],
  'one of two is silent': [clock({ [A]: 0, [B]: 'silent' }), 'warn timeServerSilent'],
  'all are silent': [clock({ [A]: 'silent' }), 'inconclusive timeServerSilent'],
  'all are silent, and chrony knows better': [
    clock({ [A]: 'silent' }, { says: KEPT }),
    'warn timeServerSilent',
  ],
  'all are silent, and chrony does not': [
    clock({ [A]: 'silent' }, { says: LOST }),
    'inconclusive timeServerSilent',
  ],
  refused: [clock({ [A]: 'refused' }), 'inconclusive timeServerSilent'],
  'a name that nobody knows': [
    clock({}, { timeServers: ['ntp.example.com'] }),
    'inconclusive timeServerUnresolved',
  ],
  'a pool with one that is dead': [
    clock(
      { [A]: 0, [B]: 'silent' },
      { timeServers: ['pool.example.com'], names: { 'pool.example.com': [A, B] } },
    ),
    'pass',
  ],
  'a kiss of death is no time': [
    clock({ [A]: (reply) => reply.writeUInt8(0, 1) }),
    'inconclusive timeServerUnfit',
  ],
  'a server that has lost its own time': [
    clock({ [A]: (reply) => reply.writeUInt8(0xe4, 0), [B]: 0 }),
    'warn timeServerUnfit',
  ],
  'stratum 16': [
    clock({ [A]: (reply) => reply.writeUInt8(16, 1), [B]: 2000 }),
    'warn clockOffset timeServerUnfit',
  ],
  'an answer to another question': [
    clock({ [A]: (reply) => reply.writeUInt8((reply[24] ?? 0) ^ 1, 24) }),
    'inconclusive timeServerUnfit',
  ],
  'nobody is named': [clock({}), 'inconclusive noTimeServer'],
  'a clock on this host itself': [
    clock({}, { says: KEPT, files: { '/etc/chrony.conf': 'refclock PHC /dev/ptp0\n' } }),
    'pass',
  ],
});

type Files = Readonly<Record<string, string>>;
const CONFIGS: Readonly<Record<string, readonly [files: Files, asked: readonly string[]]>> = {
  'chrony, with what it includes': [
    {
      '/etc/chrony/chrony.conf': `# server 192.0.2.1\nserver ${A} iburst\nsourcedir /run/chrony-dhcp\nconfdir /etc/chrony/conf.d\n`,
      '/run/chrony-dhcp/eth0.sources': `server ${B} iburst\n`,
      '/etc/chrony/conf.d/own.conf': `pool ${C} port 1123\n`,
    },
    [`${A}:123`, `${B}:123`, `${C}:1123`],
  ],
  'chrony before timesyncd': [
    {
      '/etc/chrony.conf': `peer ${A}\n`,
      '/etc/systemd/timesyncd.conf': `[Time]\nNTP=${B}\n`,
    },
    [`${A}:123`],
  ],
  'ntp, without clocks of its own': [
    { '/etc/ntp.conf': `server 127.127.1.0\nserver -4 ${A} prefer\n` },
    [`${A}:123`],
  ],
  'timesyncd and its drop-ins': [
    {
      '/etc/systemd/timesyncd.conf': `[Time]\nNTP=192.0.2.1\n`,
      '/etc/systemd/timesyncd.conf.d/site.conf': `[Time]\nNTP=\nNTP=${A} ${B}\n`,
    },
    [`${A}:123`, `${B}:123`],
  ],
  'timesyncd as it was compiled': [
    { '/etc/systemd/timesyncd.conf': `[Time]\n#NTP=\n#FallbackNTP=${C}\n` },
    [`${C}:123`],
  ],
};

for (const [name, [files, expected]] of Object.entries(CONFIGS)) {
  test(`time servers: ${name}`, async (t) => {
    const asked: string[] = [];
    const servers = network({ [A]: 0, [B]: 0, [C]: 0 });
    const udp: Udp = {
      exchange: (to, ...rest) => {
        asked.push(`${to.address}:${to.port}`);
        return servers.exchange(to, ...rest);
      },
    };
    t.equal(await verdictOn('clock', { timeMs: NOW_MS, udp, files }), 'pass');
    t.strictSame(asked, expected);
  });
}

test('a server that loses one question is asked again, and the offset is a metric', async (t) => {
  let questions = 0;
  const servers = network({ [A]: 1500 });
  const udp: Udp = {
    exchange: (...call) => {
      questions += 1;
      return questions === 1
        ? Promise.resolve({ kind: 'silence', afterMs: 100 })
        : servers.exchange(...call);
    },
  };
  const outcome = await outcomeOf('clock', { timeMs: NOW_MS, udp, timeServers: [`${A}:123`] });
  t.match(outcome, { status: 'warn', metrics: [{ name: 'clock_offset_ms', value: 1500 }] });
  t.equal(questions, 2);
});
