import { quoteText } from '#lib/text/quote.ts';
import type { Fault, FieldPath, TextRule } from './fault.ts';

/** One place of a document that somebody else wrote. What is absent is undefined; what is mistyped is that, and a fault. */
export interface Field {
  readonly path: FieldPath;
  /** Something other than null stands here. */
  readonly isPresent: boolean;
  child(name: string): Field;
  /** The names of a group of settings. */
  names(): readonly string[];
  /** The entries of a list. */
  entries(): readonly Field[];
  /** With a rule, a text that breaks it is a fault, which quotes it: none for what may be a secret. */
  text(rule?: TextRule): string | undefined;
  integer(): number | undefined;
  flag(): boolean | undefined;
  refuse(what: string, expected: string, part?: Fault['part']): void;
}

export interface Fields {
  readonly root: Field;
  /** What was refused so far, in the order of asking; each place once. */
  readonly faults: () => readonly Fault[];
}

/** Opens plain data, such as a parser returns it, for reading. Keys of prototypes are no keys. */
export function openFields(value: unknown): Fields {
  const faults = new Map<string, Fault>();
  const report = (fault: Fault): void => {
    const key = JSON.stringify([fault.path, fault.part]);
    if (!faults.has(key)) faults.set(key, fault);
  };
  return { root: fieldAt(value, [], report), faults: () => [...faults.values()] };
}

function fieldAt(value: unknown, path: FieldPath, report: (fault: Fault) => void): Field {
  const isPresent = value !== undefined && value !== null;
  const refuse: Field['refuse'] = (what, expected, part = 'value') => {
    report({ path, part, what, expected });
  };
  /** Something absent is not mistyped. */
  const expect = (isRight: boolean, expected: string): boolean => {
    if (isPresent && !isRight) refuse(`is ${kindOf(value)}, not ${expected}`, `write ${expected}`);
    return isRight;
  };
  const group = (): Readonly<Record<string, unknown>> => {
    expect(isGroup(value), GROUP);
    return isGroup(value) ? value : {};
  };
  return {
    path,
    isPresent,
    child: (name) => {
      const here = group();
      const own = Object.hasOwn(here, name) ? here[name] : undefined;
      return fieldAt(own, [...path, name], report);
    },
    names: () => Object.keys(group()),
    entries: () => {
      expect(Array.isArray(value), 'a list');
      const entries: readonly unknown[] = Array.isArray(value) ? value : [];
      return entries.map((entry, index) => fieldAt(entry, [...path, index], report));
    },
    text: (rule) => {
      if (!expect(typeof value === 'string', 'a text') || typeof value !== 'string')
        return undefined;
      const why = rule?.whyNot(value);
      if (rule === undefined || why === undefined) return value;
      refuse(`${quoteText(value)} ${why}`, `write ${rule.example}`);
      return undefined;
    },
    integer: () =>
      expect(Number.isSafeInteger(value), 'a whole number') ? Number(value) : undefined,
    flag: () => (expect(typeof value === 'boolean', 'true or false') ? value === true : undefined),
    refuse,
  };
}

const GROUP = 'a group of settings';

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Never the value itself: what stands in the wrong place may be a secret. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return GROUP;
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
