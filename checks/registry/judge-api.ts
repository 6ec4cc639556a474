import type { Finding } from '#core/finding.ts';
import type { Facts } from './facts.ts';
import { say } from './messages.ts';
import type { Secured } from './target.ts';

/** Whether somebody answers as a registry does, and what Harbor says of its own parts. */
export function judgeApi(who: Facts, { api, health }: Secured): readonly Finding[] {
  const ill = (health ?? []).filter(({ isHealthy }) => !isHealthy).map(({ name }) => name);
  return [
    ...judgeAnswer(who, api),
    ...(ill.length > 0 ? [say.unhealthy({ ...who, components: ill })] : []),
  ];
}

function judgeAnswer(who: Facts, api: Secured['api']): readonly Finding[] {
  if (api.kind === 'failed') return [say.unavailable({ ...who, said: api.why })];
  const { status, challenge } = api;
  // 429 and 5xx are answers of whoever stands in front of it.
  if (status >= 500 || status === 429)
    return [say.unavailable({ ...who, said: `status ${status}` })];
  if (status === 200) return [];
  if (status === 401 && challenge !== null) return [];
  const said = status === 401 ? 'status 401 without a challenge' : `status ${status}`;
  return [say.notRegistry({ ...who, said })];
}
