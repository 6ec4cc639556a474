import type { JsonSchema } from '#core/json.ts';

export type ApiOptions = {
  readonly timeoutMs: number;
  readonly idleSeconds: number;
  readonly expiryWarningDays: number;
};

const number = (
  description: string,
  [minimum, maximum]: readonly [number, number],
  preset: number,
): JsonSchema => ({ type: 'integer', description, minimum, maximum, default: preset });

export const OPTIONS: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    timeoutMs: number(
      'How long each step of an exchange (connection, handshake, answer) may take, in milliseconds.',
      [200, 60_000],
      5000,
    ),
    idleSeconds: number(
      'Leaves a connection without traffic for so long and asks again on it: shows firewalls that forget. 0: not tested. limits.caseDeadline has to be longer.',
      [0, 3600],
      0,
    ),
    expiryWarningDays: number(
      'Warns of a certificate that ends within so many days.',
      [0, 365],
      14,
    ),
  },
};
