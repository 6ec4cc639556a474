// Compiled, never run: each line under a @ts-expect-error must stay an error.
import { type Check, defineCheck } from '#core/check.ts';
import { defineMessages, message } from '#core/messages.ts';
import type { Io } from '#core/io.ts';

const { say, vocabulary } = defineMessages('demo', {
  tooSmall: message<{ bytes: number }>({
    severity: 'fail',
    title: 'Too small',
    example: { bytes: 1 },
    detail: ({ bytes }) => `${bytes} bytes`,
    fix: () => 'Grow.',
  }),
});

// @ts-expect-error missing field in message data
say.tooSmall({});
// @ts-expect-error unknown code
export const unknownCode: unknown = say.tooBig;

message<{ bytes: number }>({
  severity: 'fail',
  title: 'Too small',
  // @ts-expect-error the example must be data of this message
  example: { octets: 1 },
  detail: ({ bytes }) => `${bytes} bytes`,
  fix: () => 'Grow.',
});

const words: Pick<
  Check<{ n: number }, { a: boolean }, 'tcp', null>,
  'id' | 'title' | 'why' | 'explanation' | 'vocabulary' | 'lane' | 'options' | 'plan'
> = {
  id: 'x',
  title: '',
  why: '',
  explanation: { proves: [], doesNotProve: [], sources: [] },
  vocabulary,
  lane: 'light',
  options: {},
  plan: () => [{ key: 'a', from: 'local', target: { n: 1 } }],
};

defineCheck({
  ...words,
  // @ts-expect-error measure asks for tcp but only clock is declared
  needs: ['clock'],
  measure: async (_target: { n: number }, io: Pick<Io, 'tcp'>) => ({
    a: typeof io.tcp === 'object',
  }),
  judge: () => ({ findings: [], metrics: [] }),
});

defineCheck({
  ...words,
  needs: ['clock'],
  measure: async () => ({ a: true }),
  // @ts-expect-error judge expects another measurement than measure returns
  judge: (_target, measurement: { b: string }) => ({
    findings: [],
    metrics: [{ name: measurement.b, value: 1, unit: 'ms' }],
  }),
});

defineCheck({
  ...words,
  needs: ['clock'],
  // @ts-expect-error a Date is not JSON
  measure: async () => ({ when: new Date(0) }),
  judge: () => ({ findings: [], metrics: [] }),
});
