import { test } from 'tap';
import { generateToken, keyOf } from '../../src/peer/token.ts';

test('a generated token is one, and no two are alike', async (t) => {
  const [one, two] = [generateToken(), generateToken()];
  t.not(one, two);
  t.match(keyOf(one), { ok: true });
});

test('both sides derive the same key, whatever the file ends in; another token gives another key', async (t) => {
  const token = generateToken();
  const key = keyOf(token);
  t.strictSame(keyOf(`${token}\n`), key);
  t.notSame(keyOf(generateToken()), key);
  t.equal(key.ok && key.key.length, 32);
});

test('a token that is too short, too long, or several words is refused without being quoted', async (t) => {
  for (const text of [
    '',
    'hunter2hunter2hunter2',
    'x'.repeat(513),
    'two words of enough letters here',
  ]) {
    const parsed = keyOf(text);
    t.equal(parsed.ok, false);
    if (!parsed.ok && text !== '') t.notMatch(parsed.why, new RegExp(text.slice(0, 10)));
  }
});
