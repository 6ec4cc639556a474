import type { AwsAnswer } from '#core/aws-reading.ts';
import { joinFacts, NO_FACTS } from '#lib/aws-facts/facts.ts';
import { readAnswer } from '#lib/aws-facts/read-answer.ts';
import type { AwsFolder } from './aws-folder.ts';
import { problemsOf, type SourceDocument } from './document.ts';
import { NOWHERE } from '../problem.ts';

/** Reads what AWS just said as if it were a folder of saved answers: the same readers, and other names. */
export function liveFolder(answers: readonly AwsAnswer[], region: string): AwsFolder {
  const read = answers.map(({ command, of, value }) => {
    const name = `aws ${command}${of === null ? '' : ` ${of}`} (live, ${region})`;
    const document: SourceDocument = { file: name, tree: { value, positionOf: () => NOWHERE } };
    return { name, document, ...readAnswer(value, name) };
  });
  return {
    facts: read.map(({ facts }) => facts).reduce(joinFacts, NO_FACTS),
    documents: new Map(read.map(({ name, document }) => [name, document])),
    problems: read.flatMap(({ document, faults }) => problemsOf(document, faults)),
    notes: read.flatMap(({ name, isPartial }) =>
      isPartial ? [`${name} has more pages than are read: what it says is not all`] : [],
    ),
    size: 0,
  };
}
