import type {
  FileText,
  FolderNames,
  HostQuestion,
  HostState,
  KeyPairFacts,
  Lookup,
  OpenSocket,
  Room,
  Told,
} from '#core/host-state.ts';

export type HostStateParts = {
  /** Text by path; a folder is there where a file in it is. `null` is what this user may not read. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** What programs print, by the kind of question, or `unit kubelet`. */
  readonly says?: Readonly<Record<string, Told | string>>;
  readonly cpus?: number;
  readonly memoryBytes?: number;
  readonly room?: (path: string) => Room | null;
  readonly sockets?: readonly OpenSocket[];
  readonly pair?: KeyPairFacts;
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly isRoot?: boolean;
  readonly timeMs?: number;
};

const GIB = 2 ** 30;
const ROOM: Omit<Room, 'path'> = {
  ...{ totalBytes: 100 * GIB, availableBytes: 80 * GIB },
  ...{ totalFiles: 1_000_000, freeFiles: 900_000 },
};

/** An imaginary host that is as its files say. */
export function fakeHostState(parts: HostStateParts = {}): HostState {
  const { files = {}, says = {}, names = {} } = parts;
  return {
    timeMs: () => parts.timeMs ?? 0,
    read: (path) => Promise.resolve(readIn(files, path)),
    list: (folder) => Promise.resolve(listIn(files, folder)),
    ask: (question) => Promise.resolve(toldBy(says, question)),
    hardware: () =>
      Promise.resolve({ cpus: parts.cpus ?? 4, memoryBytes: parts.memoryBytes ?? 8 * GIB }),
    room: (path) =>
      Promise.resolve(parts.room === undefined ? { path, ...ROOM } : parts.room(path)),
    sockets: () => Promise.resolve(parts.sockets ?? []),
    keyPair: () =>
      Promise.resolve(parts.pair ?? { certificate: { kind: 'absent' }, key: { kind: 'absent' } }),
    lookup: (name): Promise<Lookup> => {
      const addresses = names[name];
      return Promise.resolve(
        addresses === undefined
          ? { kind: 'unknown', code: 'ENOTFOUND' }
          : { kind: 'addresses', addresses },
      );
    },
    proxyEnvironment: () => parts.environment ?? {},
    isRoot: parts.isRoot ?? true,
  };
}

type Files = Readonly<Record<string, string | null>>;

function readIn(files: Files, path: string): FileText {
  const text = files[path];
  if (text === undefined) return { kind: 'absent' };
  return text === null ? { kind: 'forbidden' } : { kind: 'text', text, isCut: false };
}

function listIn(files: Files, folder: string): FolderNames {
  if (files[folder] === null) return { kind: 'forbidden' };
  const inside = Object.keys(files).filter((path) => path.startsWith(`${folder}/`));
  if (inside.length === 0) return { kind: 'absent' };
  const names = inside.map((path) => path.slice(folder.length + 1).split('/')[0] ?? '');
  return { kind: 'names', names: [...new Set(names)].sort(), isCut: false };
}

function toldBy(says: Readonly<Record<string, Told | string>>, question: HostQuestion): Told {
  const key = question.kind === 'unit' ? `unit ${question.unit}` : question.kind;
  const told = says[key] ?? { kind: 'none' };
  return typeof told === 'string' ? { kind: 'told', text: told } : told;
}
