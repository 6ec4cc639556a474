import { defineMessages } from '#core/messages.ts';
import { certificateMessages } from './messages-certificate.ts';
import { wayMessages } from './messages-way.ts';

export const { say, vocabulary } = defineMessages('webhooks', {
  ...wayMessages,
  ...certificateMessages,
});
