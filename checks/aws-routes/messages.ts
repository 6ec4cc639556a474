import { defineMessages } from '#core/messages.ts';
import { aclMessages } from './messages-acls.ts';
import { groupMessages } from './messages-groups.ts';
import { linkMessages } from './messages-links.ts';
import { routeMessages } from './messages-routes.ts';

/** The words for all parts of the way through AWS, in the order of the cases. */
export const { say, vocabulary } = defineMessages('aws-routes', {
  ...routeMessages,
  ...groupMessages,
  ...aclMessages,
  ...linkMessages,
});
