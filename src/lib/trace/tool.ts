import type { TraceTool } from './trace.ts';

/** A program and its version as printed, such as `2.1.2`, `20221126` or `s20161105`; null if it does not say. */
export type TraceProgram = { readonly tool: TraceTool; readonly version: string | null };

/**
 * What each prints for `--version` or `-V`. busybox, BSD and the tracepath of before 2018 have no such option: their
 * usage text tells. The copyright lines of inetutils also name others, so the first line that fits decides.
 */
const SIGNS: readonly (readonly [RegExp, TraceTool])[] = [
  [/^Modern traceroute for Linux, version (\S{1,40})/m, 'traceroute'],
  [/^traceroute \(GNU inetutils\) (\S{1,40})/m, 'inetutils'],
  [/^BusyBox v(\S{1,40})[^\n]{0,200}\n[^]{0,400}^Usage: traceroute6? /m, 'busybox'],
  [/^tracepath6? from iputils[- ](s?\d{8})/m, 'tracepath'],
  [/^tracepath6? utility, iputils-(?:s{0,2})(s\d{8})/m, 'tracepath'],
  [/^mtr (\d{1,3}\.\d{1,3}\S{0,40})/m, 'mtr'],
  [/^Version (1\.4\S{1,40})$/m, 'bsd'],
];
const USAGES: readonly (readonly [RegExp, TraceTool])[] = [
  [/^Usage:? *\n? *tracepath6? \[/m, 'tracepath'],
  [/^Usage: traceroute6? \[-ad?[A-Za-z]{0,20}\]/m, 'bsd'],
  [/^usage: traceroute6? \[-/m, 'bsd'],
];
// The longest of them, busybox with its usage, is under 1500 characters.
const ENOUGH = 8192;

/** Tells the program from what it printed, on both streams, for `--version` or `-V`; null for a stranger. */
export function recogniseTraceTool(printed: string): TraceProgram | null {
  const text = printed.slice(0, ENOUGH).replaceAll('\r\n', '\n');
  for (const [sign, tool] of SIGNS) {
    const version = sign.exec(text)?.[1];
    if (version !== undefined) return { tool, version: version.replace(/,$/, '') };
  }
  const usage = USAGES.find(([sign]) => sign.test(text));
  return usage === undefined ? null : { tool: usage[1], version: null };
}
