import type { RpcRegistration } from '#core/nfs-services.ts';
import { NO_CREDENTIAL, type RpcProcedure, SHORT_REPLY_BYTES } from '#lib/onc-rpc/call.ts';
import { nullProcedure } from '#lib/onc-rpc/call.ts';
import { XdrError } from '#lib/onc-rpc/xdr-error.ts';
import { xdrUint } from '#lib/onc-rpc/xdr-write.ts';
import { PORTMAPPER } from './programs.ts';

const GETPORT = 3;
const DUMP = 4;

/** RFC 1833 §3.1 names these two protocols, by their numbers in IP. */
const TCP = 6;
const PROTOCOLS: Readonly<Record<number, string>> = { [TCP]: 'tcp', 17: 'udp' };

/** 20 bytes a line: room for three thousand. A host with NFS has some thirty. */
const MOST_DUMP_BYTES = 65_536;
const MOST_REGISTRATIONS = 64;

export const portmapperNull: RpcProcedure<null> = nullProcedure(
  PORTMAPPER.program,
  PORTMAPPER.version,
);

/** Asks for the TCP port of a program; null where it has none (RFC 1833 §3.2). */
export function getPort({
  program,
  version,
}: {
  readonly program: number;
  readonly version: number;
}): RpcProcedure<number | null> {
  return {
    ...portmapperNull,
    procedure: GETPORT,
    credential: NO_CREDENTIAL,
    parameters: xdrUint(program, version, TCP, 0),
    mostReplyBytes: SHORT_REPLY_BYTES,
    read: (results) => {
      const port = readPort(results.uint());
      return port === 0 ? null : port;
    },
  };
}

/** Asks for all registrations, and keeps the first of them (RFC 1833 §3.2). */
export const dump: RpcProcedure<{
  readonly count: number;
  readonly registrations: readonly RpcRegistration[];
}> = {
  ...portmapperNull,
  procedure: DUMP,
  mostReplyBytes: MOST_DUMP_BYTES,
  read: (results) => {
    const all = results.list(() => {
      const [program, version] = [results.uint(), results.uint()];
      const protocol = results.uint();
      const port = readPort(results.uint());
      return { program, version, protocol: PROTOCOLS[protocol] ?? String(protocol), port };
    });
    return { count: all.length, registrations: all.slice(0, MOST_REGISTRATIONS) };
  },
};

function readPort(port: number): number {
  if (port > 65_535) throw new XdrError(`${port} stands where a port must`);
  return port;
}
