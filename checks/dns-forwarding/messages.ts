import { defineMessages } from '#core/messages.ts';
import { bigMessages } from './messages-big.ts';
import { contentMessages } from './messages-content.ts';
import { groupMessages } from './messages-group.ts';
import { reachMessages } from './messages-reach.ts';

export const { say, vocabulary } = defineMessages('dns-forwarding', {
  ...reachMessages,
  ...contentMessages,
  ...bigMessages,
  ...groupMessages,
});
