import type { Progress } from '#core/io.ts';

/**
 * A burst that no resolver takes for an attack (BIND joins 100 clients a name by itself); a silent one
 * costs one time-out for every so many questions.
 */
const AT_ONCE = 32;

/** Asks every question, a bounded number at a time, and returns the answers in their order. */
export async function askAll<Question, Answer>(
  questions: readonly Question[],
  ask: (question: Question) => Promise<Answer>,
  progress: Progress,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let done = 0;
  const askOne = async (question: Question): Promise<Answer> => {
    const answer = await ask(question);
    done += 1;
    progress(done / questions.length, `${done} of ${questions.length} answers`);
    return answer;
  };
  for (let start = 0; start < questions.length; start += AT_ONCE) {
    const group = questions.slice(start, start + AT_ONCE);
    answers.push(...(await Promise.all(group.map(askOne))));
  }
  return answers;
}
