import { defineMessages } from '#core/messages.ts';
import { CONTAINER_MESSAGES } from './messages-containers.ts';
import { DRIVER_MESSAGES } from './messages-driver.ts';

export const { say, vocabulary } = defineMessages('gpu', {
  ...DRIVER_MESSAGES,
  ...CONTAINER_MESSAGES,
});
