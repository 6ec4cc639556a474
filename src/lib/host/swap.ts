/** Where pages are swapped to. `zram` is compressed memory, which the kernel calls a partition. */
export type SwapKind = 'partition' | 'file' | 'zram';

export type SwapArea = { readonly path: string; readonly kind: SwapKind; readonly sizeKb: number };

const MOST_AREAS = 32; // MAX_SWAPFILES of the kernel

/** Reads /proc/swaps (proc(5)): a heading, then `path type size used priority`. */
export function parseSwaps(text: string): readonly SwapArea[] {
  const lines = text.split('\n').slice(1, 1 + MOST_AREAS);
  return lines.flatMap((line) => {
    const [path, type = '', size] = line.trim().split(/\s+/);
    if (path === undefined || size === undefined) return [];
    const kind = kindOf(path, type);
    return [{ path: unescaped(path), kind, sizeKb: Number(size) || 0 }];
  });
}

function kindOf(path: string, type: string): SwapKind {
  if (/^\/dev\/(block\/)?zram/.test(path)) return 'zram';
  return type === 'file' ? 'file' : 'partition';
}

/** Returns what fstab(5) swaps to at the next boot; `noauto` is not. */
export function parseFstabSwaps(text: string): readonly string[] {
  const swaps = text.split('\n').flatMap((line) => {
    const [device = '#', , type, options = ''] = line.trim().split(/\s+/);
    const isSwap = !device.startsWith('#') && type === 'swap';
    return isSwap && !options.split(',').includes('noauto') ? [unescaped(device)] : [];
  });
  return swaps.slice(0, MOST_AREAS);
}

/** Blanks in paths are written in octal. */
function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
