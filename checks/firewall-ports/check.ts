import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { options } from './options.ts';
import { plan } from './plan.ts';

export const firewallPorts = defineCheck({
  id: 'firewall-ports',
  title: 'Every port that the cluster needs can be reached',
  why: 'One dropped port is enough: the node never registers, or it does and logs, exec, webhooks or DNS fail later.',
  explanation: {
    proves: [
      'From this host, a TCP connection to each port is accepted, or how it fails.',
      'Each resolver address answers a real DNS query over UDP, and accepts TCP.',
      'Of a name, every address, not the first that works.',
    ],
    doesNotProve: [
      'What comes from AWS to this host (10250, webhooks, DNS from the outbound endpoint): a peer at the far side proves that.',
      'That a UDP port other than DNS is open, unless something answers.',
      'Who answered: a proxy or a NAT in between can accept a connection too.',
      'Larger packets: those are another check’s.',
    ],
    sources: [
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html',
      'https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteNetworkConfigRequest.html',
      'https://istio.io/latest/docs/ops/deployment/application-requirements/',
      'https://docs.tigera.io/calico/latest/reference/felix/configuration',
      'RFC 9293 §3.5 (TCP resets), RFC 1122 §3.2.2.1 (ICMP unreachable), RFC 6298 §2 (SYN retransmission)',
    ],
  },
  vocabulary,
  needs: ['tcp', 'udp', 'dns', 'host', 'clock'],
  lane: 'light',
  options,
  plan,
  measure,
  judge,
});
