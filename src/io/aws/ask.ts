import type { AwsAnswer, AwsGap } from '#core/aws-reading.ts';
import type { Json } from '#core/json.ts';
import type { Call } from './calls.ts';
import { failureOf } from './failure.ts';
import { plainAnswer } from './plain.ts';

export type Asked =
  { readonly ok: true; readonly answer: AwsAnswer } | { readonly ok: false; readonly gap: AwsGap };

export interface AskOptions {
  /** for one question, all its pages and what is repeated of them */
  readonly callMs: number;
  readonly signal: AbortSignal;
}

/** Asks for page after page, and joins them as the CLI does. A refusal is a value; only the signal's end throws. */
export async function ask(call: Call, { callMs, signal }: AskOptions): Promise<Asked> {
  const { action, of } = call;
  const late = AbortSignal.timeout(callMs);
  const abortSignal = AbortSignal.any([signal, late]);
  try {
    const value = await within(abortSignal, collect(call, abortSignal));
    return { ok: true, answer: { command: commandOf(action), of, value } };
  } catch (error) {
    signal.throwIfAborted();
    const failure = late.aborted
      ? ({ kind: 'timeout', afterMs: callMs } as const)
      : failureOf(error);
    return { ok: false, gap: { action, failure } };
  }
}

/** Beyond it, the token of the next page stays in the answer, which says that it is not all. */
const MOST_PAGES = 50;

type Page = Readonly<Record<string, Json>>;

async function collect(call: Call, abortSignal: AbortSignal): Promise<Page> {
  let whole: Page = {};
  let token: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = plainAnswer(await call.page(token, { abortSignal }));
    whole = joinPages(whole, page);
    const next = tokenOf(page);
    // A token that comes back would be asked for without end.
    if (next === undefined || next === token) break;
    token = next;
  }
  return whole;
}

/** The token of a page that was asked for goes with it. */
function joinPages(whole: Page, page: Page): Page {
  const before = Object.entries(whole).filter(([key]) => !TOKENS.includes(key));
  const lists = new Map(before);
  for (const [key, value] of Object.entries(page)) {
    lists.set(key, isList(value) ? [...listIn(lists.get(key)), ...value] : value);
  }
  return Object.fromEntries(lists);
}

const TOKENS = ['NextToken', 'nextToken'];

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function listIn(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

function tokenOf({ NextToken, nextToken }: Page): string | undefined {
  const token = NextToken ?? nextToken;
  return typeof token === 'string' && token !== '' ? token : undefined;
}

/** `ec2:DescribeRouteTables` is `ec2 describe-route-tables` to the CLI. */
export function commandOf(action: string): string {
  const [service = '', operation = ''] = action.split(':');
  const words = operation.match(/[A-Z][a-z0-9]*/g) ?? [];
  return `${service} ${words.join('-').toLowerCase()}`;
}

/** Looking up credentials heeds no signal. */
export async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const end = new AbortController();
  const over = new Promise<never>((_, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { signal: end.signal });
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    end.abort();
  }
}
