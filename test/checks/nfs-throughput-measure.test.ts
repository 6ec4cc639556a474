import { test } from 'tap';
import type { Endpoint } from '#core/endpoint.ts';
import type { Io } from '#core/io.ts';
import type { NfsServices, NfsTarget as Asked } from '#core/nfs-services.ts';
import type { StoragePlan } from '#core/storage.ts';
import { measure } from '../../checks/nfs-throughput/measure.ts';
import type { NfsTarget } from '../../checks/nfs-throughput/target.ts';
import { fakeIo } from '../fakes/io.ts';
import { HEALTHY_RUN, servicesWith, TARGET } from './nfs-world.ts';

const { signal } = new AbortController();

/** A world that keeps who was asked for what, in its order. */
function worldOf(services: NfsServices, parts: Partial<Io> = {}) {
  const log: ({ readonly asked: Asked } | { readonly ran: StoragePlan })[] = [];
  const io = fakeIo({
    nfs: {
      services: (asked) => {
        log.push({ asked });
        return Promise.resolve(services);
      },
    },
    storage: {
      run: (ran) => {
        log.push({ ran });
        return Promise.resolve(HEALTHY_RUN);
      },
    },
    ...parts,
  });
  return {
    log,
    look: (target: Partial<NfsTarget> = {}) => measure({ ...TARGET, ...target }, io, signal),
  };
}

test('the server is asked first, and then its export is mounted with the options', async (t) => {
  const { log, look } = worldOf(servicesWith());
  t.match(await look(), {
    kind: 'measured',
    address: '10.20.3.30',
    services: {},
    run: HEALTHY_RUN,
  });
  t.match(log, [
    { asked: { address: '10.20.3.30', exportPath: '/export', version: '4.1', port: 2049 } },
    {
      ran: {
        place: { kind: 'export', server: '10.20.3.30', options: 'vers=4.1,port=2049,retry=0' },
        ...{ stallMs: 15_000, bounds: TARGET.bounds, isFull: false },
      },
    },
  ]);
});

test('a version that is left open is asked for as the highest; without a port it is 2049', async (t) => {
  for (const options of [{}, { version: '4' }] as const) {
    const { log, look } = worldOf(servicesWith());
    await look({ options });
    t.match(log, [
      { asked: { version: '4.2', port: undefined } },
      { ran: { place: { port: 2049 } } },
    ]);
  }
});

const hopeless = [
  servicesWith({ v4: { kind: 'refused', afterMs: 1 } }),
  servicesWith({}, { refusesMinor: 1 }),
  servicesWith({}, { exportPath: { kind: 'not-known', at: '/', status: null } }),
];

test('nothing is mounted where that has no chance', async (t) => {
  for (const services of hopeless) {
    const { log, look } = worldOf(services);
    t.match(await look(), { kind: 'measured', services, run: null });
    t.equal(log.length, 1);
  }
});

test('what is mounted already is measured where it is, and nobody is asked', async (t) => {
  const { log, look } = worldOf(servicesWith());
  t.match(await look({ path: '/mnt/models' }), { services: null, run: HEALTHY_RUN });
  t.match(log, [{ ran: { place: { kind: 'folder', path: '/mnt/models' } } }]);
  t.equal(log.length, 1);
});

/** Name servers that know one name. */
function names(): Pick<Io, 'dns' | 'host'> {
  const answered = { truncated: false, authoritative: true, recursionAvailable: true };
  const nothing = { sizeBytes: 60, answerCount: 0, referral: false };
  const nameServer: Endpoint = { address: '10.80.0.53', port: 53 };
  return {
    host: { ...fakeIo().host, nameServers: () => Promise.resolve([nameServer]) },
    dns: {
      ask: (_server, { name }) => {
        const isKnown = name === 'storage.company.local';
        const rcode = isKnown ? 'NOERROR' : 'NXDOMAIN';
        const addresses = isKnown ? ['10.20.3.31', '10.20.3.32'] : [];
        const answer = { ...answered, ...nothing, rcode, addresses };
        return Promise.resolve({ kind: 'answer', afterMs: 1, answer });
      },
    },
  };
}

test('a name is resolved as a node would', async (t) => {
  const { log, look } = worldOf(servicesWith(), names());
  t.match(await look({ server: 'storage.company.local' }), { address: '10.20.3.31' });
  t.match(log, [
    { asked: { address: '10.20.3.31' } },
    { ran: { place: { server: '10.20.3.31' } } },
  ]);
});

test('a name without an address ends it', async (t) => {
  const { log, look } = worldOf(servicesWith(), names());
  const unresolved = await look({ server: 'gone.company.local' });
  t.match(unresolved, { kind: 'unresolved', why: /10\.80\.0\.53: .*NXDOMAIN/ });
  t.strictSame(log, []);
});
