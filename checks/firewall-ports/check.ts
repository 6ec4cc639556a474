import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { options } from './options.ts';
import { plan } from './plan.ts';
import { rules } from './rules.ts';

export const firewallPorts = defineCheck({
  id: 'firewall-ports',
  title: 'Every port that the cluster needs can be reached',
  why: 'One dropped port is enough: the node never registers, or it does and logs, exec, webhooks or DNS fail later.',
  explanation: {
    proves: [
      'From this host, a TCP connection to each port is accepted, or how it fails.',
      'With a peer at the far side, the same from there: 10250 of this host before a kubelet exists, DNS from the VPC.',
      'Where packets only have to come through, the side that they go to listens for them and answers with words that only it knows: who answered is proven, UDP too, and whether the source address was translated.',
      'Of what fails, where: on the way there, on the way back, between the sites, or at the target.',
      'Each resolver address answers a real DNS query over UDP, and accepts TCP.',
      'Of a name, every address, not the first that works.',
    ],
    doesNotProve: [
      'Without a peer, what comes from AWS to this host (10250, DNS from the outbound endpoint).',
      'Without a peer, that a UDP port other than DNS is open, or who answered: a proxy or a NAT can accept a connection too.',
      'Webhooks: those go to pods, see pod-routes.',
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
  needs: ['tcp', 'udp', 'dns', 'host', 'far', 'clock', 'trace', 'share'],
  lane: 'light',
  options,
  plan,
  measure,
  judge,
  rules,
});
