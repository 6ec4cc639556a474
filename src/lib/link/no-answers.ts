import { message } from '#core/messages.ts';
import { howMeasured, howToBeAnswered, STREAM_EXAMPLE, type StreamFacts } from './words.ts';

/** What each of the three checks says of a link where nothing came back. */
export const NO_ANSWERS = message<StreamFacts>({
  severity: 'inconclusive',
  title: 'No test packet was answered',
  example: { ...STREAM_EXAMPLE, received: 0, stop: 'silence' },
  detail: (facts) => `Nothing came back. ${howMeasured(facts)}`,
  fix: howToBeAnswered,
});
