import type {
  ExportStanding,
  MinorVersionAnswer,
  Mountd,
  Nfs,
  NfsServices,
  NfsTarget,
  NfsVersionAnswer,
  Portmapper,
} from '#core/nfs-services.ts';
import type { RpcOutcome } from '#core/rpc.ts';
import type { CompoundReply } from '#lib/nfs/compound.ts';
import { namesOf } from '#lib/nfs/export-path.ts';
import { shownExports, standingInList } from '#lib/nfs/export-list.ts';
import { lookUpPath, standingByLookup } from '#lib/nfs/lookup.ts';
import { isSpoken, tryMinorVersion } from '#lib/nfs/minor-version.ts';
import { type ListedExport, listExports } from '#lib/nfs/mountd.ts';
import { dump, getPort } from '#lib/nfs/portmapper.ts';
import { MOUNTD, NFS, nfsNull, PORTMAPPER } from '#lib/nfs/programs.ts';
import type { SessionMinorVersion } from '#lib/nfs/session.ts';
import type { RpcProcedure } from '#lib/onc-rpc/call.ts';
import type { Descriptors } from '../descriptors.ts';
import { createRpcClient } from '../onc-rpc/client.ts';
import { standingInSession } from './session-lookup.ts';

/** A SYN that is lost is sent again after 1 s (RFC 6298 §2): time for that, and below 3 s in all. */
const WITHIN_MS = 2800;

interface Settings {
  readonly portmapperPort?: number;
  readonly withinMs?: number;
}

/** Asks real servers. The settings are for servers of tests. */
export function createNfs(
  descriptors: Descriptors,
  { portmapperPort = PORTMAPPER.port, withinMs = WITHIN_MS }: Settings = {},
): Nfs {
  const client = createRpcClient(descriptors);
  return {
    services: async (target, signal) => {
      const names = target.exportPath === null ? null : namesOf(target.exportPath);
      const deadlineMs = performance.now() + withinMs;
      const over = new AbortController();
      const until = AbortSignal.any([signal, over.signal]);
      const ask: Ask = (port, procedure) => {
        const timeoutMs = Math.max(1, deadlineMs - performance.now());
        return client.call({ address: target.address, port }, procedure, { timeoutMs }, until);
      };
      try {
        return await lookAt({ target, names, portmapperPort, ask });
      } finally {
        // Where one call could not be made, the others are of no use.
        over.abort();
      }
    },
  };
}

type Ask = <Answer>(port: number, procedure: RpcProcedure<Answer>) => Promise<RpcOutcome<Answer>>;

interface Looking {
  readonly target: NfsTarget;
  /** Of the path to mount. */
  readonly names: readonly string[] | null;
  readonly portmapperPort: number;
  readonly ask: Ask;
}

/** Everything that can be asked is asked at once; what takes a port waits for that port only. */
async function lookAt(looking: Looking): Promise<NfsServices> {
  const { target, ask, portmapperPort } = looking;
  const port = target.port ?? NFS.port;
  const nfsPort = ask(portmapperPort, getPort({ program: NFS.program, version: 3 }));
  const mountdPort = ask(portmapperPort, getPort(MOUNTD));
  const minors = minorVersionsAt(port, looking);
  const listed = exportsBy(mountdPort, ask);
  const [portmapper, versions, { answers: minorVersions }, mountd, exportPath] = await Promise.all([
    portmapperOf({ nfsPort, mountdPort, registered: ask(portmapperPort, dump) }),
    versionsAt(port, nfsPort, ask),
    minors,
    listed.then(shownMountd),
    standingOf(looking, listed, minors),
  ]);
  return { portmapper, versions, minorVersions, mountd, exportPath };
}

type Promised<Value> = { readonly [Key in keyof Value]: Promise<Value[Key]> };

async function portmapperOf(asked: Promised<Portmapper>): Promise<Portmapper> {
  const [nfsPort, mountdPort, registered] = await Promise.all([
    asked.nfsPort,
    asked.mountdPort,
    asked.registered,
  ]);
  return { nfsPort, mountdPort, registered };
}

async function versionsAt(
  port: number,
  nfsPort: Promise<Portmapper['nfsPort']>,
  ask: Ask,
): Promise<readonly NfsVersionAnswer[]> {
  const version = async (version: 3 | 4, at: number): Promise<NfsVersionAnswer> => ({
    version,
    port: at,
    outcome: await ask(at, nfsNull(version)),
  });
  const elsewhere = async (): Promise<readonly NfsVersionAnswer[]> => {
    const registered = answered(await nfsPort);
    return registered === null || registered === port ? [] : [await version(3, registered)];
  };
  const [three, four, others] = await Promise.all([
    version(3, port),
    version(4, port),
    elsewhere(),
  ]);
  return [three, four, ...others];
}

interface MinorVersions {
  readonly answers: readonly MinorVersionAnswer[];
  readonly lookup: RpcOutcome<CompoundReply<null>>;
}

/** What proves minor version 0 looks the path up as well. */
async function minorVersionsAt(port: number, { names, ask }: Looking): Promise<MinorVersions> {
  const lookup = ask(port, names === null ? tryMinorVersion(0) : lookUpPath(names));
  const outcomes = await Promise.all([
    lookup,
    ask(port, tryMinorVersion(1)),
    ask(port, tryMinorVersion(2)),
  ]);
  const answers = MINOR_VERSIONS.map((minorVersion) => ({
    minorVersion,
    outcome: mapped(outcomes[minorVersion], ({ status, doneCount }) => ({
      spoken: doneCount > 0 ? ('yes' as const) : isSpoken(status),
      status,
    })),
  }));
  return { answers, lookup: await lookup };
}

const MINOR_VERSIONS = [0, 1, 2] as const;

type Listed =
  | Extract<Mountd, { kind: 'not-asked' }>
  | {
      readonly kind: 'asked';
      readonly port: number;
      readonly exports: RpcOutcome<readonly ListedExport[]>;
    };

async function exportsBy(mountdPort: Promise<Portmapper['mountdPort']>, ask: Ask): Promise<Listed> {
  const told = await mountdPort;
  if (told.kind !== 'answer') return { kind: 'not-asked', why: 'port-not-told' };
  const port = told.answer;
  if (port === null) return { kind: 'not-asked', why: 'not-registered' };
  return { kind: 'asked', port, exports: await ask(port, listExports) };
}

function shownMountd(listed: Listed): Mountd {
  if (listed.kind === 'not-asked') return listed;
  return { ...listed, exports: mapped(listed.exports, shownExports) };
}

/** It waits for those answers only that it takes. */
async function standingOf(
  { target, names, ask }: Looking,
  listed: Promise<Listed>,
  minors: Promise<MinorVersions>,
): Promise<ExportStanding> {
  if (names === null) return { kind: 'not-asked' };
  if (target.version === '3') {
    const mountd = await listed;
    const exports = mountd.kind === 'asked' ? answered(mountd.exports) : null;
    return exports === null ? { kind: 'not-told' } : standingInList(names, exports);
  }
  const { answers, lookup } = await minors;
  const minorVersion = sessionNeeded(target.version, answers);
  if (minorVersion !== null) {
    const port = target.port ?? NFS.port;
    return standingInSession(minorVersion, names, (procedure) => ask(port, procedure));
  }
  const reply = answered(lookup);
  return reply === null ? { kind: 'not-told' } : standingByLookup(names, 0, reply);
}

/** Returns the minor version to look up with where 0, which asks for nothing to be kept, is not spoken. */
function sessionNeeded(
  version: NfsTarget['version'],
  answers: readonly MinorVersionAnswer[],
): SessionMinorVersion | null {
  const isSpoken = (minorVersion: number): 'yes' | 'no' | 'not-told' =>
    answered(answers[minorVersion]?.outcome ?? null)?.spoken ?? 'not-told';
  const wanted = version === '4.1' ? 1 : version === '4.2' ? 2 : null;
  return wanted !== null && isSpoken(0) === 'no' && isSpoken(wanted) === 'yes' ? wanted : null;
}

function answered<Answer>(outcome: RpcOutcome<Answer> | null): Answer | null {
  return outcome?.kind === 'answer' ? outcome.answer : null;
}

function mapped<From, To>(outcome: RpcOutcome<From>, map: (answer: From) => To): RpcOutcome<To> {
  return outcome.kind === 'answer' ? { ...outcome, answer: map(outcome.answer) } : outcome;
}
