import type { Finding } from '#core/finding.ts';
import type { HttpsIdle } from '#core/https.ts';
import { endWords } from '#lib/https/end-words.ts';
import type { Facts } from './facts.ts';
import { say } from './messages.ts';
import type { ApiTarget } from './target.ts';

/** Says what became of a connection that was left alone. */
export function judgeIdle(
  { idleMs }: ApiTarget,
  { lastedMs, end }: HttpsIdle,
  facts: Facts,
): readonly Finding[] {
  const seconds = Math.round(lastedMs / 1000);
  const idle = { ...facts, end: endWords(end), seconds, wantedSeconds: Math.round(idleMs / 1000) };
  if (end.kind === 'answered') return [];
  // An end in good order before its time is the server's own: they keep idle connections so long only.
  return end.kind === 'closed' ? [say.idleClosed(idle)] : [say.idleForgotten(idle)];
}
