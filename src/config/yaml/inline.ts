import { stringify } from 'yaml';
import type { Json } from '#core/json.ts';

/** Returns a value as YAML on one line, quoted where it must be. */
export function inlineYaml(value: Json): string {
  const options = {
    collectionStyle: 'flow',
    lineWidth: 0,
    blockQuote: false,
    flowCollectionPadding: false,
  } as const;
  return stringify(value, options).trimEnd();
}

/** Returns a comment, on one line whatever the text holds. */
export function yamlComment(text: string): string {
  return `# ${text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}`;
}
