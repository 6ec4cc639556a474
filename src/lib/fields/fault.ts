export type FieldPath = readonly (string | number)[];

/** One thing wrong with one place of a document from elsewhere. */
export type Fault = {
  readonly path: FieldPath;
  /** What to point at: the key where the key itself is wrong. */
  readonly part: 'value' | 'key';
  readonly what: string;
  readonly expected: string;
};

/** What a text must be: why one does not fit, to be read after it, and what would. */
export interface TextRule {
  readonly whyNot: (text: string) => string | undefined;
  readonly example: string;
}
