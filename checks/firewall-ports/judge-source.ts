import type { Finding } from '#core/finding.ts';
import type { Facts } from './facts.ts';
import { say } from './messages.ts';
import type { There } from './target.ts';

/** Says whether packets arrived with the address that they left with. */
export function judgeSource(
  { ownSource, seenSource }: Extract<There, { kind: 'listening' }>,
  facts: Facts,
): readonly Finding[] {
  if (ownSource === null || seenSource === null || ownSource === seenSource) return [];
  return [say.sourceTranslated({ ...facts, ownSource, seenSource })];
}
