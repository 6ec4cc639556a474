import type { AnyCheck } from '#core/check.ts';
import { nearest } from '#lib/nearest.ts';
import { whyNoDate } from './formats.ts';
import type { Objection } from './objection.ts';
import { quote } from './problem.ts';

interface Known {
  readonly checks: readonly AnyCheck[];
  /** `2026-11-20` */
  readonly today: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads the waivers as they stand in the text: what else is wrong must not hide what is wrong here. */
export function waiverObjections(config: unknown, known: Known): readonly Objection[] {
  const { waivers } = Object(config) as Fields;
  if (!Array.isArray(waivers)) return [];
  const codes = known.checks.flatMap(({ vocabulary }) =>
    vocabulary.examples.map(({ code }) => code),
  );
  return waivers.flatMap((waiver: unknown, index) => {
    const { code, expires } = Object(waiver) as Fields;
    return [
      ...(isUnknown(code, codes) ? [unknownCode(code, codes, index)] : []),
      ...(isOver(expires, known.today) ? [over(expires, index)] : []),
    ];
  });
}

function isUnknown(code: unknown, codes: readonly string[]): code is string {
  return typeof code === 'string' && code !== '' && !codes.includes(code);
}

function unknownCode(code: string, codes: readonly string[], index: number): Objection {
  return {
    path: ['waivers', index, 'code'],
    part: 'value',
    words: () => {
      const guess = nearest(code, codes);
      const explain = 'see "hybrid-preflight explain <check>"';
      return {
        what: `${quote(code)} is no finding`,
        expected: guess === undefined ? explain : `did you mean ${quote(guess)}?`,
      };
    },
  };
}

/** Days of the form year-month-day sort as texts do. */
function isOver(expires: unknown, today: string): expires is string {
  return typeof expires === 'string' && whyNoDate(expires) === undefined && expires < today;
}

function over(expires: string, index: number): Objection {
  return {
    path: ['waivers', index, 'expires'],
    part: 'value',
    words: () => ({
      what: `the waiver ended on ${expires}`,
      expected: 'mend the finding, or agree on a later day',
    }),
  };
}
