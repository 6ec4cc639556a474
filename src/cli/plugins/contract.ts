import type { AnyCheck, Lane } from '#core/check.ts';
import { CAPABILITIES } from '#core/io.ts';
import type { Renderer } from '../../../reports/renderer.ts';
import type { Known } from './known.ts';

/** What a plugin may export. */
export interface Contribution {
  readonly checks?: readonly AnyCheck[];
  readonly renderers?: readonly Renderer[];
}

type Fields = Readonly<Record<string, unknown>>;

const LANES: readonly string[] = ['pure', 'light', 'quiet', 'saturating'] satisfies Lane[];
const CHECK_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** One demand of the contract: the field, whether its value will do, and what it should be. */
interface Demand {
  readonly field: string;
  readonly fits: (value: unknown) => boolean;
  readonly shape: string;
}

const CHECK_DEMANDS: readonly Demand[] = [
  demand('id', (value) => isText(value) && CHECK_ID.test(value), 'a kebab-case noun'),
  demand('title', isText, 'a sentence that is true when the check passes'),
  demand('why', isText, 'what breaks when the check fails'),
  demand('explanation', isExplanation, '{ proves, doesNotProve, sources }, each a list of texts'),
  demand('vocabulary', isVocabulary, '{ scope, examples }, the examples being findings'),
  demand('needs', isCapabilities, `a list out of ${CAPABILITIES.join(', ')}`),
  demand('lane', (value) => isText(value) && LANES.includes(value), `one of ${LANES.join(', ')}`),
  demand(
    'options',
    isClosedSchema,
    'a JSON Schema with type object and additionalProperties false',
  ),
  demand('plan', isFunction, 'a function (site, options) => cases'),
  demand('measure', isFunction, 'a function (target, io, signal) => promise of a measurement'),
  demand('judge', isFunction, 'a function (target, measurement) => { findings, metrics }'),
];

const RENDERER_DEMANDS: readonly Demand[] = [
  demand('name', isText, 'the word that -o knows it by'),
  demand('extension', isText, 'a file name extension without the dot'),
  demand('render', isFunction, 'a function (report) => text'),
];

/** Returns a line for each thing that a plugin's exports lack; none means that it may be used. */
export function complaintsAbout(exported: unknown, known: Known): readonly string[] {
  const { checks = [], renderers = [] } = fieldsOf(exported);
  if (!Array.isArray(checks)) return ['checks is no list: export const checks = [check]'];
  if (!Array.isArray(renderers))
    return ['renderers is no list: export const renderers = [renderer]'];
  if (checks.length + renderers.length === 0) {
    return ['exports neither checks nor renderers: export const checks = [check]'];
  }
  return [
    ...checks.flatMap((check: unknown, index) => [
      ...unmet(`checks[${index}]`, check, CHECK_DEMANDS),
      ...clashes(
        `checks[${index}]`,
        fieldsOf(check)['id'],
        known.checks.map(({ id }) => id),
      ),
      ...strangers(`checks[${index}]`, fieldsOf(check)['after'], known),
    ]),
    ...renderers.flatMap((renderer: unknown, index) => [
      ...unmet(`renderers[${index}]`, renderer, RENDERER_DEMANDS),
      ...clashes(
        `renderers[${index}]`,
        fieldsOf(renderer)['name'],
        known.renderers.map(({ name }) => name),
      ),
    ]),
  ];
}

function unmet(place: string, value: unknown, demands: readonly Demand[]): readonly string[] {
  const fields = fieldsOf(value);
  return demands
    .filter(({ field, fits }) => !fits(fields[field]))
    .map(({ field, shape }) => {
      const state = fields[field] === undefined ? 'is missing' : 'does not fit';
      return `${place}.${field} ${state}: it should be ${shape}`;
    });
}

function clashes(place: string, name: unknown, taken: readonly string[]): readonly string[] {
  if (typeof name !== 'string' || !taken.includes(name)) return [];
  return [`${place}: the name "${name}" is taken: choose another`];
}

/** `after` may only look back: so the checks can never wait for each other in a ring. */
function strangers(place: string, after: unknown, { checks }: Known): readonly string[] {
  if (after === undefined) return [];
  if (!Array.isArray(after))
    return [`${place}.after does not fit: it should be a list of check ids`];
  return after
    .filter((id) => !checks.some((check) => check.id === id))
    .map((id) => `${place}.after names "${String(id)}", which is no check that comes before it`);
}

function demand(field: string, fits: Demand['fits'], shape: string): Demand {
  return { field, fits, shape };
}

/** The fields of an object or of a module's namespace; of anything else, none. */
function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isListOf(fits: (item: unknown) => boolean) {
  return (value: unknown): boolean => Array.isArray(value) && value.every(fits);
}

function isExplanation(value: unknown): boolean {
  const fields = fieldsOf(value);
  return ['proves', 'doesNotProve', 'sources'].every((name) => isListOf(isText)(fields[name]));
}

function isVocabulary(value: unknown): boolean {
  const { scope, examples } = fieldsOf(value);
  return isText(scope) && isListOf((example) => isText(fieldsOf(example)['code']))(examples);
}

function isCapabilities(value: unknown): boolean {
  const known: readonly unknown[] = CAPABILITIES;
  return isListOf((item) => known.includes(item))(value);
}

function isClosedSchema(value: unknown): boolean {
  const { type, additionalProperties } = fieldsOf(value);
  return type === 'object' && additionalProperties === false;
}
