import type { Test } from 'tap';
import type { Endpoint } from '#core/endpoint.ts';
import {
  type Called,
  PROGRAM_UNAVAILABLE,
  programMismatch,
  serveRpc,
  success,
  text,
  words,
} from './rpc.ts';

/** What a server of a test is like. */
export interface NfsWorld {
  readonly versions: readonly (3 | 4)[];
  readonly minorVersions: readonly number[];
  /** Where there is a path, LOOKUP finds its names in this order; `status` meets whoever goes on. */
  readonly path: readonly string[];
  readonly status: number;
  /** Stands in for the answer to one operation: its status. */
  readonly refuses?: { readonly operation: number; readonly status: number };
}

export interface NfsServer extends Endpoint {
  /** The operations of each COMPOUND in a session's minor version, as they came. */
  readonly compounds: readonly (readonly number[])[];
}

/** A server of NFS on loopback that speaks what these questions take, by the numbers of RFC 8881. */
export async function serveNfs(t: Test, world: NfsWorld): Promise<NfsServer> {
  const compounds: (readonly number[])[] = [];
  const to = await serveRpc(t, ({ program, version, procedure, parameters }) => {
    if (program !== 100003) return PROGRAM_UNAVAILABLE;
    if (!world.versions.some((spoken) => spoken === version)) {
      return programMismatch(Math.min(...world.versions), Math.max(...world.versions));
    }
    if (procedure === 0) return success();
    const minorVersion = parameters.readUInt32BE(4);
    if (!world.minorVersions.includes(minorVersion)) return success(words(10021, 0, 0));
    const asked = operationsOf(parameters.subarray(8));
    if (minorVersion > 0) compounds.push(asked.map(({ code }) => code));
    const needsSession = minorVersion > 0 && asked[0]?.code === 24;
    return needsSession ? success(words(10071, 0, 1, 24, 10071)) : success(results(asked, world));
  });
  return { ...to, compounds };
}

interface Asked {
  readonly code: number;
  readonly name: string;
}

/** The length of the parameters of each operation that has some of one length. */
const PARAMETER_BYTES: Readonly<Record<number, number>> = { 53: 32, 44: 16, 57: 8 };
/** These stand alone in their COMPOUND. */
const ALONE = [42, 43];

function operationsOf(bytes: Buffer): readonly Asked[] {
  const asked: Asked[] = [];
  let at = 4;
  for (let left = bytes.readUInt32BE(0); left > 0; left -= 1) {
    const code = bytes.readUInt32BE(at);
    at += 4;
    const isLookup = code === 15;
    const nameBytes = isLookup ? bytes.readUInt32BE(at) : 0;
    const name = bytes.subarray(at + 4, at + 4 + nameBytes).toString();
    at += isLookup ? 4 + Math.ceil(nameBytes / 4) * 4 : (PARAMETER_BYTES[code] ?? 0);
    asked.push({ code, name });
    if (ALONE.includes(code)) break;
  }
  return asked;
}

const SESSION = Buffer.from('0123456789abcdef');

/** What follows NFS4_OK. */
const RESULTS: Readonly<Record<number, Buffer>> = {
  10: text('a handle'),
  42: Buffer.concat([
    words(0xc0ffee, 1, 9, 0x10000, 0, 0, 0),
    text('server'),
    text('scope'),
    words(1),
    text('example.com'),
    text('server 1'),
    words(0, 1, 2),
  ]),
  43: Buffer.concat([
    SESSION,
    words(9, 0),
    words(0, 1, 1, 1, 1, 1, 0),
    words(0, 1, 1, 1, 1, 1, 1, 7),
  ]),
  53: Buffer.concat([SESSION, words(1, 0, 0, 0, 0)]),
};

function results(asked: readonly Asked[], { path, status, refuses }: NfsWorld): Buffer {
  const told: Buffer[] = [];
  let end = 0;
  let depth = 0;
  for (const { code, name } of asked) {
    if (code === 15 && name !== path[depth]) end = status;
    if (code === 15) depth += 1;
    if (code === refuses?.operation) end = refuses.status;
    told.push(words(code, end), end === 0 ? (RESULTS[code] ?? words()) : words());
    if (end !== 0) break;
  }
  return Buffer.concat([words(end, 0, told.length / 2), ...told]);
}

/** A portmapper on loopback: the ports of NFS and mountd, both version 3; 0 where there is none. */
export function servePortmapper(
  t: Test,
  ports: { readonly nfs: number; readonly mountd: number },
): Promise<Endpoint> {
  const answer = ({ program, version, procedure, parameters }: Called): Buffer => {
    if (program !== 100000 || version !== 2) return programMismatch(2, 2);
    if (procedure === 3) {
      const asked = parameters.readUInt32BE(0);
      return success(words(asked === 100003 ? ports.nfs : ports.mountd));
    }
    const lines = [words(1, 100003, 3, 6, ports.nfs), words(1, 100005, 3, 6, ports.mountd)];
    return success(...lines, words(0));
  };
  return serveRpc(t, answer);
}

/** mountd on loopback: one export, to one group. */
export function serveMountd(t: Test, path: string, group: string): Promise<Endpoint> {
  return serveRpc(t, ({ program, procedure, flavor }) => {
    if (program !== 100005 || procedure !== 5 || flavor !== 1) return PROGRAM_UNAVAILABLE;
    return success(words(1), text(path), words(1), text(group), words(0, 0));
  });
}
