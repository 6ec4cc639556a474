import { message } from '#core/messages.ts';
import type { Fate } from '#lib/packet-filter/packet.ts';

export type Gate = {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly component: string;
  readonly source: string;
  readonly fate: Fate;
};

type Gates = { readonly tool: string; readonly gates: readonly Gate[] };

const KUBELET: Gate = {
  ...{ protocol: 'tcp', port: 10250, component: 'kubelet' },
  ...{ source: '10.20.0.0/16', fate: 'dropped' },
};

export const firewallWords = {
  firewallBlocks: message<Gates>({
    severity: 'warn',
    title: 'This host’s own firewall seems to drop what a node needs',
    example: { tool: 'ufw', gates: [KUBELET] },
    detail: ({ tool, gates }) =>
      `By the rules of ${tool}, as far as they can be read, nobody gets in at ${shown(gates)}. nodeadm init opens 10250 in ufw and firewalld, and refuses to start while the port of VXLAN is closed there.`,
    fix: ({ tool, gates }) =>
      `Open them:\n${gates.map((gate) => `$ ${opening(tool, gate)}`).join('\n')}\nThen let firewall-ports prove it with packets from the peer.`,
  }),
  firewallUnclear: message<Gates>({
    severity: 'inconclusive',
    title: 'Whether this host’s firewall drops cannot be told',
    example: { tool: 'nftables', gates: [{ ...KUBELET, fate: 'unclear' }] },
    detail: ({ tool, gates }) =>
      `The rules of ${tool} decide about ${shown(gates)} by conditions that are not understood here, or only for a part of the sources.`,
    fix: () =>
      'Let firewall-ports prove it with packets from a peer. What the rules are:\n$ sudo nft list ruleset',
  }),
  firewallUnseen: message<{ readonly why: string }>({
    severity: 'inconclusive',
    title: 'This host’s firewall could not be looked at',
    example: { why: 'only root may read its rules' },
    detail: ({ why }) => `The rules could not be read: ${why}.`,
    fix: () =>
      'Run as root (sudo hybrid-preflight run); or let firewall-ports prove with packets what passes.',
  }),
};

function shown(gates: readonly Gate[]): string {
  return gates
    .map(
      ({ protocol, port, component, source }) =>
        `${protocol}/${port} (${component}) from ${source}`,
    )
    .join(', ');
}

function opening(tool: string, { protocol, port, source }: Gate): string {
  switch (tool) {
    case 'ufw':
      return `sudo ufw allow from ${source} to any port ${port} proto ${protocol}`;
    case 'firewalld':
      return `sudo firewall-cmd --permanent --add-rich-rule='rule family=ipv4 source address=${source} port port=${port} protocol=${protocol} accept' && sudo firewall-cmd --reload`;
    default:
      return `sudo nft insert rule inet filter input ip saddr ${source} ${protocol} dport ${port} accept`;
  }
}
