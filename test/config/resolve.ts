import { formatProblem } from '../../src/config/problem.ts';
import {
  parseConfig,
  type Resolved,
  type Settings,
  settingsResolver,
} from '../../src/config/settings.ts';
import { stubCheck } from '../fakes/check.ts';

/** A check whose options use every keyword that is put into words. */
export const stub = stubCheck({
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      speed: { type: 'integer', minimum: 1, default: 5 },
      word: { type: 'string', pattern: '^a', maxLength: 3 },
      pair: { type: 'array', minItems: 2, maxItems: 2, uniqueItems: true },
      share: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
      step: { multipleOf: 4 },
      kind: { const: 'only' },
      shape: { oneOf: [{ type: 'integer' }, { type: 'string' }] },
      other: { not: { type: 'integer' } },
      nothing: { type: 'object', additionalProperties: false },
    },
  },
});

/** The least that a config must say. */
export const SMALL = `cluster: { name: lab }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16] }
`;

const resolver = settingsResolver([stub]);

/** Reads a config as on 2026-11-20. */
export function resolveText(text: string, baseline?: string, resolve = resolver): Resolved {
  const parsed = parseConfig({ file: 'preflight.yaml', text });
  if (!parsed.ok) return parsed;
  return resolve(parsed.config, {
    today: '2026-11-20',
    ...(baseline === undefined ? {} : { baseline }),
  });
}

export function settingsOf(text: string, baseline?: string): Settings {
  const resolved = resolveText(text, baseline);
  if (!resolved.ok) throw new Error(resolved.problems.map(formatProblem).join('\n'));
  return resolved.settings;
}

/** The problems as the user reads them, without the name of the file. */
export function problemLines(...config: Parameters<typeof resolveText>): readonly string[] {
  const resolved = resolveText(...config);
  if (resolved.ok) return [];
  return resolved.problems.map((problem) =>
    formatProblem(problem).replace(/^preflight\.yaml:/, ''),
  );
}
