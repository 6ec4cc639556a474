import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What a lab could leave on a machine. */
export interface Traces {
  readonly namespaces: readonly string[];
  readonly links: string;
  readonly ruleset: string;
  readonly mounts: readonly string[];
  readonly nameServers: readonly string[];
  readonly sharedMemory: readonly string[];
}

/** Reads the machine's state; only names of labs that start so count where other tests may have theirs. */
export function tracesOf(labName: string): Traces {
  const own = (names: readonly string[]) => names.filter((name) => name.includes(labName));
  return {
    namespaces: own(foldersIn('/run/netns')),
    links: execFileSync('ip', ['-brief', 'link'], { encoding: 'utf8' }),
    ruleset: execFileSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }),
    mounts: own(readFileSync('/proc/self/mounts', 'utf8').split('\n')),
    nameServers: own(foldersIn('/etc/netns')),
    sharedMemory: foldersIn('/dev/shm'),
  };
}

/** Returns the living processes that mention the text on their command line. */
export function processesThatMention(text: string): readonly string[] {
  return foldersIn('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return []; // it has ended since
      }
    })
    .filter((command) => command.includes(text));
}

function foldersIn(path: string): readonly string[] {
  return existsSync(path) ? readdirSync(path).sort() : [];
}
