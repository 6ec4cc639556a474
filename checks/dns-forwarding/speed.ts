import type { Asked } from './measurement.ts';

/** Returns how long the proper answers over UDP took and how many there were; undefined for none. */
export function answerTimes(
  asked: readonly Asked[],
): { readonly medianMs: number; readonly count: number } | undefined {
  const sorted = asked
    .filter(isProperAnswer)
    .map(({ outcome }) => outcome.afterMs)
    .sort((a, b) => a - b);
  const medianMs = sorted[Math.floor(sorted.length / 2)];
  return medianMs === undefined ? undefined : { medianMs, count: sorted.length };
}

/** An error may take as long as the resolver has patience: it says nothing of speed. */
function isProperAnswer({ question, outcome }: Asked): boolean {
  return (
    question.transport === 'udp' && outcome.kind === 'answer' && outcome.answer.rcode === 'NOERROR'
  );
}
