import type { From } from '#core/aws-facts.ts';
import { legibleText } from '../text/quote.ts';

/** Says where a fact was read: `answers/routes.json, RouteTables[0]`. */
export function placeOf({ file, path }: From): string {
  const steps = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`));
  return legibleText(`${file}, ${steps.join('').replace(/^\./, '')}`);
}
