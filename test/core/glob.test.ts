import { test } from 'tap';
import { matchesGlob } from '#core/glob.ts';

const rows = [
  { pattern: 'a', text: 'a', matches: true },
  { pattern: 'a', text: 'ab', matches: false },
  { pattern: '*', text: '', matches: true },
  { pattern: 'firewall-ports:*', text: 'firewall-ports:tcp/443@10.20.1.10', matches: true },
  { pattern: '*@10.20.1.10', text: 'firewall-ports:tcp/443@10.20.1.10', matches: true },
  { pattern: '*tcp*10*', text: 'firewall-ports:tcp/443@10.20.1.10', matches: true },
  { pattern: '*10*tcp*', text: 'firewall-ports:tcp/443@10.20.1.10', matches: false },
  { pattern: 'aa*aa', text: 'aaa', matches: false },
  { pattern: 'a.c', text: 'abc', matches: false },
];

for (const { pattern, text, matches } of rows) {
  test(`${pattern} ${matches ? 'covers' : 'does not cover'} ${text}`, (t) => {
    t.equal(matchesGlob(pattern, text), matches);
    t.end();
  });
}
