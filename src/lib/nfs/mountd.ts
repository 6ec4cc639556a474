import { nullProcedure, type RpcProcedure } from '#lib/onc-rpc/call.ts';
import { MOUNTD, MOUNTING_ROOT } from './programs.ts';

const EXPORT = 5;

/** RFC 1813 §5.1.4 */
const MOST_PATH_BYTES = 1024;
const MOST_NAME_BYTES = 255;

/** Room for ten thousand exports; the largest list that a filer is likely to have is a tenth of it. */
const MOST_EXPORT_BYTES = 1_048_576;

/** A line of the list, as it came. */
export type ListedExport = { readonly path: string; readonly groups: readonly string[] };

export const mountdNull: RpcProcedure<null> = nullProcedure(MOUNTD.program, MOUNTD.version);

/** Asks what is exported to whom (RFC 1813 §5.2.5). The server notes nothing of it, unlike of a MNT. */
export const listExports: RpcProcedure<readonly ListedExport[]> = {
  ...mountdNull,
  procedure: EXPORT,
  credential: MOUNTING_ROOT,
  mostReplyBytes: MOST_EXPORT_BYTES,
  read: (results) =>
    results.list(() => {
      const path = results.text(MOST_PATH_BYTES);
      return { path, groups: results.list(() => results.text(MOST_NAME_BYTES)) };
    }),
};
