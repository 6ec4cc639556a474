import type { SiteWebhook } from '#core/webhook.ts';
import type { Call, Callers } from './target.ts';

/** Puts those together that are called alike: by the same name, with the same trust. */
export function groupCalls(webhooks: readonly SiteWebhook[]): readonly Call[] {
  const groups = Map.groupBy(webhooks, ({ serverName, trust }) =>
    JSON.stringify([serverName, trust]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { serverName, path, trust } = first;
    return [{ serverName, path, trust, ...together(group) }];
  });
}

/** The names of several, and what becomes of a request at worst. */
export function together(group: readonly SiteWebhook[]): Callers {
  const times = group.flatMap(({ timeoutSeconds }) => timeoutSeconds ?? []);
  return {
    names: [...new Set(group.map(({ name }) => name))],
    failurePolicy: group.some(({ failurePolicy }) => failurePolicy === 'Fail') ? 'Fail' : 'Ignore',
    timeoutSeconds: times.length === 0 ? null : Math.max(...times),
  };
}
