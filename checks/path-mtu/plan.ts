import type { Case } from '#core/check.ts';
import type { FirewallRule } from '#core/firewall-rule.ts';
import type { Site } from '#core/site.ts';
import type { MtuTarget } from './target.ts';

export type MtuOptions = { readonly port: number };

/** Each direction from its own side: what is refused or swallowed is so on one way only. */
export function plan(site: Site, { port }: MtuOptions): readonly Case<MtuTarget>[] {
  const { peer, targets } = site;
  const identities = [
    { key: 'to-aws@peer', from: 'local', way: 'to-aws' },
    { key: 'to-on-prem@host', from: 'peer', way: 'to-on-prem' },
  ] as const;
  const ways = identities.map(({ way, ...identity }): Case<MtuTarget> =>
    peer === undefined
      ? { ...identity, notApplicable: 'It takes the peer, and the config names none.' }
      : {
          ...identity,
          target: { ...common(site), way, to: { kind: 'far', port } },
        },
  );
  const echoes = targets.ping.map((address): Case<MtuTarget> => ({
    key: `icmp@${address}`,
    from: 'local',
    target: { ...common(site), way: 'to-aws', to: { kind: 'echo', address } },
  }));
  return [...ways, ...echoes];
}

function common({
  baseline,
  transport,
  components,
}: Site): Pick<MtuTarget, 'requiredBytes' | 'attachment' | 'cni'> {
  return {
    requiredBytes: baseline.mtuBytes,
    attachment: transport.attachment,
    cni: components.cni,
  };
}

/** What the probes need of the firewalls, on the way there and back. */
export function rules({ networks, peer }: Site, { port }: MtuOptions): readonly FirewallRule[] {
  if (peer?.host === undefined) return [];
  const rule = {
    protocol: 'udp',
    ports: [String(port)],
    purpose: 'path MTU probes between host and preflight peer',
    isRequired: false,
  } as const;
  return [
    {
      ...rule,
      cases: ['path-mtu:to-aws@peer'],
      direction: 'to-aws',
      sources: networks.remoteNodes,
      destinations: [peer.host],
    },
    {
      ...rule,
      cases: ['path-mtu:peer:to-on-prem@host'],
      direction: 'to-on-prem',
      sources: [`${peer.host}/32`],
      destinations: networks.remoteNodes,
    },
  ];
}
