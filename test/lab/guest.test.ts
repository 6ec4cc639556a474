import { release } from 'node:os';
import { test } from 'tap';
import { guest } from './in-guest.ts';
import { canBuildLabs, inside, startLab } from './lab-world.ts';
import { processesThatMention } from './traces.ts';

test('the guest is another kernel, takes words as they are, and gives back the exit code', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  const kernel = await guest(place, ['uname', '-r']);
  t.equal(kernel.code, 0, kernel.stderr);
  t.match(kernel.stdout, /^\d+\.\d+/);
  t.not(kernel.stdout.trim(), release());
  const words = ['a b', '$(id)', '*', '"', "'", '', '\n', '-n'];
  const script =
    'console.log(JSON.stringify(process.argv.slice(1))); console.error("told"); process.exitCode = 9';
  const ran = await guest(place, ['node', '-e', script, '--', ...words]);
  t.strictSame(JSON.parse(ran.stdout), words);
  t.match(ran, { code: 9, stderr: 'told\n' });
  const names = await guest(place, ['dig', '+short', 'harbor.company.local']);
  t.equal(names.stdout, '10.80.1.20\n');
});

test('an aborted guest leaves no process, no device', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  const devices = async (): Promise<readonly string[]> => {
    const lines = await inside(place, 'onprem-router', 'ip', '-brief', 'link');
    return lines.split('\n').map((line) => line.split(' ')[0] ?? '');
  };
  const before = await devices();
  const abort = new AbortController();
  setTimeout(() => {
    abort.abort(new Error('enough'));
  }, 1500);
  await t.rejects(guest(place, ['sleep', '60'], abort.signal), /enough/);
  t.strictSame(await devices(), before);
  t.strictSame(processesThatMention(`${place.folder}/guest`), []);
});
