import type { Finding, Severity } from './finding.ts';
import type { Json } from './json.ts';

/** The words for one kind of finding, kept apart from the logic that decides on it. */
export interface Message<Data extends Json> {
  readonly severity: Severity;
  readonly title: string;
  /** One realistic set of data: `explain`, the documentation and the tests render the texts with it. */
  readonly example: Data;
  detail(data: Data): string;
  fix(data: Data): string;
}

/** Names the data of a message once, for its texts and its example. */
export function message<Data extends Json>(words: Message<Data>): Message<Data> {
  return words;
}

/** A message whose data no longer matters. */
type AnyMessage = Omit<Message<never>, 'example'> & { readonly example: Json };

export type Catalogue = Readonly<Record<string, AnyMessage>>;

type Sayings<Messages extends Catalogue> = {
  readonly [Code in keyof Messages]: (data: Parameters<Messages[Code]['detail']>[0]) => Finding;
};

/** Every kind of finding of one check, each with its example: what `explain` and the documentation list. */
export type Vocabulary = {
  readonly scope: string;
  readonly examples: readonly Finding[];
};

export interface Words<Messages extends Catalogue> {
  /** Functions that turn data into findings. */
  readonly say: Sayings<Messages>;
  readonly vocabulary: Vocabulary;
}

/** Turns a catalogue of messages into functions that produce findings, coded `scope/name`. */
export function defineMessages<const Messages extends Catalogue>(
  scope: string,
  messages: Messages,
): Words<Messages> {
  const functions = Object.entries(messages).map(
    ([name, words]) => [name, (data: never) => resolve(`${scope}/${name}`, words, data)] as const,
  );
  return {
    // The entries were made from the keys of `messages`, one function each.
    say: Object.fromEntries(functions) as Sayings<Messages>,
    vocabulary: {
      scope,
      examples: Object.entries(messages).map(([name, words]) =>
        // The type of `message` holds the example to the data of its own texts.
        resolve(`${scope}/${name}`, words, words.example as never),
      ),
    },
  };
}

function resolve(code: string, words: AnyMessage, data: never): Finding {
  return {
    code,
    severity: words.severity,
    title: words.title,
    detail: words.detail(data),
    fix: words.fix(data),
    data,
  };
}
