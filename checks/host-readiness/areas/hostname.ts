import type { Finding } from '#core/finding.ts';
import { isLocalhost, isLoopback, whyNoNodeName } from '#lib/host/host-name.ts';
import type { Lookup } from '#core/host-state.ts';
import { defineArea, NO_TARGET } from '../area.ts';
import { say } from '../messages.ts';

type HostnameFacts = {
  readonly name: string;
  readonly lookup: Lookup;
  readonly own: readonly string[];
};

export const hostname = defineArea({
  name: 'hostname',
  target: () => NO_TARGET,
  look: async ({ host, hostState }, _target, signal): Promise<HostnameFacts> => {
    const [{ name }, addresses] = await Promise.all([host.facts(signal), host.addresses(signal)]);
    const own = addresses.map(({ address }) => address);
    return { name, own: own.slice(0, 64), lookup: await hostState.lookup(name, signal) };
  },
  judge: ({ name, lookup, own }: HostnameFacts) => {
    const reachable = own.filter((address) => !isLoopback(address) && !address.includes(':'));
    const facts = { name, why: '', found: [], own: reachable };
    if (isLocalhost(name)) return [say.hostnameLocal(facts)];
    const why = whyNoNodeName(name);
    // A name that nobody may have is not looked for.
    if (why !== null) return [say.hostnameUnfit({ ...facts, why })];
    if (lookup.kind === 'unknown') return [say.hostnameUnresolved({ ...facts, why: lookup.code })];
    return ownership(lookup.addresses, own, facts);
  },
});

type Facts = Parameters<typeof say.hostnameElsewhere>[0];

function ownership(
  found: readonly string[],
  own: readonly string[],
  facts: Facts,
): readonly Finding[] {
  const elsewhere = found.filter((address) => !isLoopback(address) && !own.includes(address));
  if (elsewhere.length > 0) return [say.hostnameElsewhere({ ...facts, found })];
  return found.every(isLoopback) ? [say.hostnameLoopback({ ...facts, found })] : [];
}
