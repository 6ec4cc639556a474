import type { JsonSchema } from '#core/json.ts';
import { BASELINE_NAMES } from '../baselines.ts';
import { count, formatted, list, optionalSection, section, text } from './fields.ts';

const bounds = (description: string, format: string): JsonSchema =>
  section(description, {
    pass: formatted(format, 'Good up to here.'),
    fail: formatted(format, 'Bad beyond here; a warning between the two.'),
  }, ['pass', 'fail']);

const NAME: JsonSchema = { type: 'string', enum: BASELINE_NAMES };

/** What the config says of limits, exceptions and extensions. */
export const JUDGING_PROPERTIES: Readonly<Record<string, JsonSchema>> = {
  baseline: {
    description: 'What the link is held against: a name, or a name with limits of one’s own.',
    default: 'direct-connect',
    anyOf: [
      NAME,
      section('A baseline with other limits.', {
        extends: { ...NAME, description: 'The baseline that fills the gaps: direct-connect unless named.' },
        latency: bounds('Round-trip time.', 'duration'),
        jitter: bounds('Mean difference between one delay and the next.', 'duration'),
        loss: bounds('Share of packets that are lost.', 'share'),
        bandwidth: bounds('Goodput; good from `pass` on, bad below `fail`.', 'rate'),
        mtu: count('Largest packet that must pass, in bytes.', 68, { maximum: 65535 }),
        dnsAnswer: bounds('Time to an answer of DNS.', 'duration'),
      }),
    ],
  },
  limits: optionalSection('How long and how much at once.', {
    caseDeadline: formatted('duration', 'No case takes longer.', { default: '60s' }),
    runDeadline: formatted('duration', 'No run takes longer.', { default: '10m' }),
    concurrency: count('Cases measured at once.', 1, { maximum: 65536, default: 4096 }),
  }),
  waivers: list(
    'Findings that somebody answers for: shown, but no longer failing a run.',
    section(
      'One finding, where, why, whose, until when.',
      {
        code: text('The finding’s code.', { examples: ['firewall-ports/filtered'] }),
        case: text('Pattern over case ids; * stands for anything.', { default: '*' }),
        reason: text('Why it is accepted.'),
        owner: text('Who answers for it.'),
        expires: formatted('date', 'The last day that it holds.', { examples: ['2027-01-31'] }),
      },
      ['code', 'reason', 'owner', 'expires'],
    ),
  ),
  plugins: list(
    'Files, relative to this config, or packages that bring checks or report formats.',
    text('A path that begins with ./ or /, or a package name.'),
  ),
};
