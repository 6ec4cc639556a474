import { test } from 'tap';
import { createSessions } from '#lib/stamp/sessions.ts';

test('each session has its own counts, and all together have a sum', (t) => {
  const sessions = createSessions();
  for (const key of ['a', 'b', 'a']) {
    const session = sessions.of(key, 0);
    if (session !== undefined) session.received += 1;
  }
  t.match(sessions.of('a', 1), { received: 2, sent: 0 });
  t.match(sessions.of('b', 1), { received: 1 });
  t.match(sessions.total(), { received: 3, sent: 0 });
  t.end();
});

test('sessions are bounded; what is idle makes room', (t) => {
  const sessions = createSessions();
  for (let index = 0; index < 256; index += 1) t.ok(sessions.of(`session ${index}`, index));
  t.equal(sessions.of('one more', 300), undefined);
  t.ok(sessions.of('session 0', 300), 'who is there stays');
  t.ok(sessions.of('one more', 61_000), 'a minute later');
  t.match(sessions.of('session 0', 61_000), { received: 0 });
  t.end();
});
