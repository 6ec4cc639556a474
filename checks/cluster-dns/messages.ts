import { defineMessages } from '#core/messages.ts';
import { nameMessages } from './messages-names.ts';
import { reachMessages } from './messages-reach.ts';

export type { Facts } from './phrases.ts';
export type { NameFacts } from './messages-names.ts';

export const { say, vocabulary } = defineMessages('cluster-dns', {
  ...reachMessages,
  ...nameMessages,
});
