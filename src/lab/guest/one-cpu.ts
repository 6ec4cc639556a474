import { readFile } from 'node:fs/promises';

/**
 * Returns the words that keep a command on one processor. The guest is many processes that hand over to one another: where
 * each wakes up on a processor that sleeps, it is half as fast. Guests of several labs spread over what there is.
 */
export async function onOneCpu(): Promise<readonly string[]> {
  const cpus = allowedCpus(await readFile('/proc/self/status', 'utf8'));
  const cpu = cpus[process.pid % Math.max(1, cpus.length)];
  return cpu === undefined ? [] : ['taskset', '--cpu-list', String(cpu)];
}

/** Reads the processors that a process may use, as in `Cpus_allowed_list: 0-2,5` (proc_pid_status(5)). */
export function allowedCpus(status: string): readonly number[] {
  const list = /^Cpus_allowed_list:\s*([\d,-]+)$/m.exec(status)?.[1] ?? '';
  return list
    .split(',')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [first = 0, last = first] = part.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
}
