import { defineMessages } from '#core/messages.ts';
import { accessMessages } from './messages-access.ts';
import { certificateMessages } from './messages-certificate.ts';
import { nodeMessages } from './messages-node.ts';
import { versionMessages } from './messages-versions.ts';

export type { CertificateFacts } from './messages-certificate.ts';
export type { NodeWords } from './node-words.ts';

export const { say, vocabulary } = defineMessages('node-status', {
  ...certificateMessages,
  ...versionMessages,
  ...accessMessages,
  ...nodeMessages,
});
