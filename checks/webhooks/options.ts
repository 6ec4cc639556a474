import type { JsonSchema } from '#core/json.ts';

export type WebhookOptions = { readonly timeoutMs: number; readonly expiryWarningDays: number };

export const options: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    timeoutMs: {
      type: 'integer',
      description:
        'How long each step (connection, handshake, answer) may take, in milliseconds. The API itself gives a webhook 10 s in all.',
      minimum: 200,
      maximum: 30000,
      default: 3500,
    },
    expiryWarningDays: {
      type: 'integer',
      description:
        'Warns of a certificate that ends within so many days; of one that is renewed more often, when a tenth of its time is left.',
      minimum: 0,
      maximum: 365,
      default: 14,
    },
  },
};
