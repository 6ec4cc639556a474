import { defineCheck } from '#core/check.ts';
import { compare } from './compare.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { plan, rules } from './plan.ts';
import { relate } from './relate.ts';

export const pathMtu = defineCheck({
  id: 'path-mtu',
  title: 'Large packets cross the link whole, or their senders are told',
  why: 'A tunnel that swallows large packets lets connections open and stalls them at the first large answer: image pulls, logs and exec hang.',
  explanation: {
    proves: [
      'The largest packet that arrives, to the byte, in each direction from its own side: that size arrives, and one byte more does not. The peer confirms each.',
      'Whether routers say so (ICMP type 3 code 4), or packets vanish: a black hole is told from loss by Fisher’s exact test, and a limit that cannot be told from loss is no number.',
      'That what arrived was not split by this host’s own kernel after it had learned a path MTU.',
    ],
    doesNotProve: [
      'The MTU of other flows, where routers spread them over paths (ECMP): all probes are of one flow.',
      'With echo requests to an address instead of a peer: which of the two directions has the limit.',
      'Sizes beyond this host’s own interface.',
    ],
    sources: [
      'RFC 1191, RFC 8899 (DPLPMTUD), RFC 4821 §7',
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html',
      'https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-best-practice.html (MTU and MSS by cipher)',
      'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html#mtu-quotas',
    ],
  },
  vocabulary,
  needs: ['far', 'pathMtu', 'trace', 'progress'],
  lane: 'quiet',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      port: {
        type: 'integer',
        description: 'UDP port that both sides confirm probes at.',
        minimum: 1024,
        maximum: 65535,
        default: 7443,
      },
    },
  },
  plan,
  measure,
  judge,
  relate,
  compare,
  rules,
});
