import { type AnyCheck, defineCheck } from '#core/check.ts';
import type { Finding, Severity } from '#core/finding.ts';
import { defineMessages, message } from '#core/messages.ts';

export type StubTarget = { readonly name: string };

const { say, vocabulary } = defineMessages('stub', {
  seen: message<{ severity: Severity }>({
    severity: 'note',
    title: 'Something was seen',
    example: { severity: 'fail' },
    detail: ({ severity }) => `It weighs ${severity}.`,
    fix: () => 'Look away.',
  }),
});

export const stubVocabulary = vocabulary;

export function finding(severity: Severity): Finding {
  return { ...say.seen({ severity }), severity };
}

/** A check that plans the cases given, measures nothing and passes, until a test says otherwise. */
export function stubCheck(parts: Partial<AnyCheck> = {}): AnyCheck {
  const sound = defineCheck({
    id: 'stub',
    title: 'The stub is sound',
    why: 'Nothing breaks when it is not.',
    explanation: { proves: ['nothing'], doesNotProve: ['anything'], sources: [] },
    vocabulary,
    needs: [],
    lane: 'light',
    options: { type: 'object', additionalProperties: false },
    plan: () => [{ key: 'one', from: 'local', target: { name: 'one' } }],
    measure: () => Promise.resolve(null),
    judge: () => ({ findings: [], metrics: [] }),
  });
  return { ...sound, ...parts };
}

/** Plans one local case for each name. */
export function casesNamed(...names: readonly string[]): AnyCheck['plan'] {
  return () => names.map((name) => ({ key: name, from: 'local', target: { name } }));
}
