import type { Json } from '#core/json.ts';

/** What secures VPN tunnels and BGP sessions, and the router configurations that repeat it. */
const SECRET = new Set([
  'CustomerGatewayConfiguration',
  'PreSharedKey',
  'authKey',
  'customerRouterConfig',
]);

/** Returns what the SDK gives as the CLI prints it: times as text, neither metadata nor what is undefined, and no secret. */
export function plainAnswer(value: object): Readonly<Record<string, Json>> {
  const text = JSON.stringify(value, (key, part: unknown) =>
    key === '$metadata' || SECRET.has(key) ? undefined : part,
  );
  // An object without a toJSON of its own is written as an object.
  return JSON.parse(text) as Readonly<Record<string, Json>>;
}
