import { xdrText } from '#lib/onc-rpc/xdr-write.ts';
import type { Operation } from './compound.ts';

const NONE = new Uint8Array();

/** Begins at the root of the pseudo file system (RFC 8881 §18.21). */
export const putRoot: Operation<null> = { code: 24, parameters: NONE, read: () => null };

/** Longer than any path: each name is one of a path. */
const MOST_NAME_BYTES = 1024;

/** Goes to the name in the current folder (RFC 8881 §18.13). */
export function lookUp(name: string): Operation<null> {
  return { code: 15, parameters: xdrText(name, MOST_NAME_BYTES), read: () => null };
}

/** RFC 8881 §2.4: NFS4_FHSIZE. */
const MOST_HANDLE_BYTES = 128;

/** Asks for the handle of what was come to (RFC 8881 §18.8), which is dropped: whoever has it may open the file. */
export const getHandle: Operation<null> = {
  code: 10,
  parameters: NONE,
  read: (results) => {
    results.opaque(MOST_HANDLE_BYTES);
    return null;
  },
};
