import { test } from 'tap';
import { allowedCpus, onOneCpu } from '../../src/lab/guest/one-cpu.ts';

test('processors are read one by one and in ranges', async (t) => {
  const status = (list: string): string =>
    `Cpus_allowed:\tff\nCpus_allowed_list:\t${list}\nMems:\t0\n`;
  t.strictSame(allowedCpus(status('0')), [0]);
  t.strictSame(allowedCpus(status('0-2,5,7-8')), [0, 1, 2, 5, 7, 8]);
  t.strictSame(allowedCpus('nothing of the kind'), []);
});

test('a command is kept on a processor that this process may use', async (t) => {
  const [program, option, cpu] = await onOneCpu();
  t.strictSame([program, option], ['taskset', '--cpu-list']);
  t.match(cpu, /^\d+$/);
});
