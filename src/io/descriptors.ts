import { readFileSync } from 'node:fs';
import { createTurns, type Turns } from '#lib/turns.ts';

/** A bound on sockets that are open at once, so that a big plan waits its turn instead of failing. */
export type Descriptors = Turns;

/** Left to the rest of the program: files, pipes of children, the event loop's own. */
const RESERVE = 128;

/** Where the limit cannot be read: what nodeadm asks of a host at least (ulimit nofile). */
const USUAL_LIMIT = 1024;

/** Returns a first-come, first-served bound of `limit` descriptors; by default what this process may open. */
export function createDescriptors(limit: number = openLimit() - RESERVE): Descriptors {
  return createTurns(limit);
}

function openLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const [, soft] = /^Max open files\s+(\d+|unlimited)/m.exec(limits) ?? [];
    return soft === undefined || soft === 'unlimited' ? USUAL_LIMIT : Number(soft);
  } catch {
    return USUAL_LIMIT;
  }
}
