import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import type { Io } from '#core/io.ts';
import { AREA_NAMES } from '../../checks/host-readiness/area-names.ts';
import { hostReadiness } from '../../checks/host-readiness/check.ts';
import { createIo } from '../../src/io/world.ts';
import { siteWith } from '../fakes/site.ts';

const SERVER = '127.0.0.1:12399';

/** Looks at this machine, in a network of its own, and prints what was otherwise before and after. */
async function main(): Promise<void> {
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  execFileSync('nft', ['-f', '-'], {
    input:
      'table inet t {\nchain c {\ntype filter hook input priority 0; policy accept;\ntcp dport 10250 drop\n}\n}\n',
  });
  const paths = new Set<string>();
  // Once to learn what it reads, and to have caches of the machine filled.
  const first = await look(watched(createIo(), paths));
  const before = snapshot(paths);
  const second = await look(createIo());
  const after = snapshot(paths);
  const changes = Object.keys(before).filter((key) => before[key] !== after[key]);
  const answer = { statuses: first, again: second, paths: [...paths], changes };
  writeSync(1, JSON.stringify(answer));
}

async function look(io: Io): Promise<readonly string[]> {
  const options = {
    ...{ areas: AREA_NAMES, timeServers: [SERVER], timeoutMs: 100 },
    ...{ certificate: '/etc/ssl/certs/ca-certificates.crt', privateKey: '/etc/shadow' },
  };
  const { components } = siteWith();
  const site = siteWith({
    components: { ...components, credentials: 'iam-roles-anywhere' },
    options: { 'host-readiness': options },
  });
  const { signal } = new AbortController();
  const seen: string[] = [];
  for (const one of hostReadiness.plan(site, options)) {
    if (!('target' in one)) throw new Error(`${one.key} has nothing to look at`);
    const facts = await hostReadiness.measure(one.target, io, signal);
    const { findings } = hostReadiness.judge(one.target, facts);
    seen.push(`${one.key} ${findings.map(({ code }) => code).join(' ')}`);
  }
  return seen;
}

function watched(io: Io, paths: Set<string>): Io {
  const { hostState } = io;
  const keep = <Result>(path: string, result: Result): Result => {
    paths.add(path);
    return result;
  };
  return {
    ...io,
    hostState: {
      ...hostState,
      read: (path) => keep(path, hostState.read(path)),
      list: (folder) => keep(folder, hostState.list(folder)),
    },
  };
}

type Snapshot = Readonly<Record<string, string>>;

/** Everything that the check could have changed: files and their folders, sysctls, rules, routes, modules, processes. */
function snapshot(paths: ReadonlySet<string>): Snapshot {
  const ip = (...words: readonly string[]) => execFileSync('ip', words, { encoding: 'utf8' });
  return {
    ...Object.fromEntries([...paths].map((path) => [path, stateOf(path)])),
    sysctls: sysctls('/proc/sys/net').join('\n') + sysctls('/proc/sys/vm').join('\n'),
    nft: execFileSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }),
    routes: ip('route', 'show', 'table', 'all'),
    addresses: ip('-o', 'address').replaceAll(/valid_lft.*/g, ''),
    modules: moduleNames(),
    processes: readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .join(' '),
    resolver: stateOf('/etc/resolv.conf'),
  };
}

/** A kernel without modules has no list of them. */
function moduleNames(): string {
  try {
    return readFileSync('/proc/modules', 'utf8').replaceAll(/ \d+ .*/g, '');
  } catch {
    return '';
  }
}

/** What a write changes, and a read does not. Files below /proc are made anew by each look. */
function stateOf(path: string): string {
  try {
    const { mode, size, mtimeMs, ctimeMs, uid } = lstatSync(path);
    return path.startsWith('/proc/') ? String(mode) : [mode, size, mtimeMs, ctimeMs, uid].join(' ');
  } catch {
    return 'absent';
  }
}

/** Counters below are no settings. */
const COUNTERS =
  /(_count|stat_refresh|entropy_avail|state|overcommit_kbytes|drop_caches|compact_memory)$/;

function sysctls(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sysctls(path);
    if (COUNTERS.test(path)) return [];
    try {
      return [`${path} ${readFileSync(path, 'latin1')}`];
    } catch {
      return []; // to be written only
    }
  });
}

await main();
