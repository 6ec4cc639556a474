import type { Finding } from '#core/finding.ts';
import type { HttpsEnd } from '#core/https.ts';
import type { Facts } from './facts.ts';
import { say } from './messages.ts';

/** What each way to end is called; a place in the course of things may say otherwise. */
const SAYINGS = {
  silent: 'stalled',
  reset: 'reset',
  closed: 'reset',
  alert: 'tlsRefused',
  'tls-failed': 'tlsRefused',
  'not-tls': 'notApiServer',
  'not-http': 'notApiServer',
  refused: 'unreachable',
  'net-unreachable': 'unreachable',
  'host-unreachable': 'unreachable',
  prohibited: 'unreachable',
  'proxy-unresolved': 'unreachable',
  'proxy-refused': 'unreachable',
} as const satisfies Readonly<Record<Exclude<HttpsEnd['kind'], 'answered'>, keyof typeof say>>;

/** Says what stopped an exchange; undefined where nothing did. */
export function judgeEnd(end: HttpsEnd, facts: Facts): Finding | undefined {
  if (end.kind === 'answered') return undefined;
  if ('phase' in end && end.phase === 'connect') return say.unreachable(facts);
  const answer = facts.answer === '' ? facts.end : facts.answer;
  return say[SAYINGS[end.kind]]({ ...facts, answer });
}
