import { type Limit, parseLimit } from '#lib/host/limits.ts';
import { defineArea, NO_TARGET } from '../area.ts';
import { say } from '../messages.ts';
import { settingsOf } from '../reading.ts';

const PATH = '/proc/self/limits';

/** What nodeadm debug asks for ("ulimit"). */
const ROWS = [
  { line: 'Max open files', what: 'open files', option: 'nofile', least: 1024 },
  { line: 'Max processes', what: 'processes', option: 'nproc', least: 4096 },
] as const;

type LimitFacts = { readonly nofile: Limit | null; readonly nproc: Limit | null };

export const limits = defineArea({
  name: 'limits',
  target: () => NO_TARGET,
  look: async (world): Promise<LimitFacts> => {
    const text = await settingsOf(world, PATH);
    return { nofile: parseLimit(text, ROWS[0].line), nproc: parseLimit(text, ROWS[1].line) };
  },
  judge: (facts: LimitFacts) => {
    if (facts.nofile === null || facts.nproc === null) return [say.limitsUnknown({ path: PATH })];
    return ROWS.flatMap(({ what, option, least }) => {
      // The hard one of open files: this program's runtime raises its soft one to it.
      const { soft = null, hard = null } = facts[option] ?? {};
      const is = option === 'nofile' ? hard : soft;
      return is === null || is >= least ? [] : [say.limitLow({ what, option, is, least })];
    });
  },
});
