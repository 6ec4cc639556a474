import { defineMessages } from '#core/messages.ts';
import { CONTAINERD_MESSAGES } from './messages-containerd.ts';
import { PULL_MESSAGES } from './messages-pull.ts';
import { TLS_MESSAGES } from './messages-tls.ts';

export const { say, vocabulary } = defineMessages('registry', {
  ...TLS_MESSAGES,
  ...CONTAINERD_MESSAGES,
  ...PULL_MESSAGES,
});
