import { test } from 'tap';
import { checks } from '../../checks/index.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { parseConfig, settingsResolver } from '../../src/config/settings.ts';
import { starterConfig } from '../../src/config/starter.ts';
import { stubCheck } from '../fakes/check.ts';
import { mutate, randomOf } from './mutation.ts';
import { FULL_CONFIG } from './full-config.ts';

const MUTANTS = 10_000;

/** Any; it is printed with a failure, and can be put here to see it again. */
const SEED = 20_261_120;

/** A whole second for what takes a millisecond: only what does not end at all passes it. */
const PATIENCE_MS = 1000;

const stub = stubCheck({
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { speed: { type: 'integer', minimum: 1, default: 5 } },
  },
});

test(`${MUTANTS} mutated configs are read, or explained, at once and without a throw`, async (t) => {
  const resolve = settingsResolver([...checks, stub]);
  const originals = [starterConfig(), FULL_CONFIG];
  const complaints: string[] = [];
  let sound = 0;
  for (let index = 0; index < MUTANTS; index += 1) {
    const random = randomOf(SEED + index);
    const text = mutate(originals[index % originals.length] ?? '', random);
    const startedMs = performance.now();
    const complaint = complaintAbout(() => {
      const parsed = parseConfig({ file: 'preflight.yaml', text });
      return parsed.ok ? resolve(parsed.config, { today: '2026-11-20' }) : parsed;
    });
    if (complaint === 'sound') sound += 1;
    else if (complaint !== undefined) complaints.push(`seed ${SEED + index}: ${complaint}`);
    const tookMs = performance.now() - startedMs;
    if (tookMs > PATIENCE_MS) complaints.push(`seed ${SEED + index}: took ${tookMs} ms`);
  }
  t.strictSame(complaints, []);
  t.ok(sound > MUTANTS / 100 && sound < MUTANTS, `${sound} mutants were still sound`);
});

type Outcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly Parameters<typeof formatProblem>[0][] };

/** `sound`, undefined where the mutant is refused as it should be, else what is wrong with the refusal. */
function complaintAbout(attempt: () => Outcome): string | undefined {
  try {
    const outcome = attempt();
    if (outcome.ok) return 'sound';
    if (outcome.problems.length === 0) return 'refused without a problem';
    const bad = outcome.problems.find(
      ({ line, column, what, expected }) =>
        !(line >= 1 && column >= 1 && what !== '' && expected !== ''),
    );
    const long = outcome.problems
      .map(formatProblem)
      .find((line) => line.includes('\n') || line.length > 600);
    return bad === undefined ? long : JSON.stringify(bad);
  } catch (thrown) {
    return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  }
}
