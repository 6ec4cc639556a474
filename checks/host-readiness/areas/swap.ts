import type { Finding } from '#core/finding.ts';
import { parseFstabSwaps, parseSwaps, type SwapArea, type SwapKind } from '#lib/host/swap.ts';
import { defineArea, NO_TARGET } from '../area.ts';
import { say } from '../messages.ts';
import { settingsOf } from '../reading.ts';

type SwapFacts = { readonly active: readonly SwapArea[]; readonly atStart: readonly string[] };

export const swap = defineArea({
  name: 'swap',
  target: () => NO_TARGET,
  look: async (world): Promise<SwapFacts> => {
    // A kernel that was built without swap has no such file.
    const [active, atStart] = await Promise.all([
      settingsOf(world, '/proc/swaps'),
      settingsOf(world, '/etc/fstab'),
    ]);
    return { active: parseSwaps(active), atStart: parseFstabSwaps(atStart) };
  },
  judge: ({ active, atStart }: SwapFacts) => {
    const paths = (kind: SwapKind): readonly string[] =>
      active.filter((one) => one.kind === kind).map(({ path }) => path);
    const inUse = [
      ...told(paths('partition'), say.swapPartition),
      ...told(paths('zram'), say.swapZram),
      ...told(paths('file'), say.swapFile),
    ];
    return active.length > 0 ? inUse : told(atStart, say.swapReturns);
  },
});

type Say = (data: { readonly paths: readonly string[] }) => Finding;

function told(paths: readonly string[], say: Say): readonly Finding[] {
  return paths.length === 0 ? [] : [say({ paths })];
}
