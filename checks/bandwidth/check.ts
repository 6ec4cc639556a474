import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { BANDWIDTH_OPTIONS } from './options.ts';
import { plan, rules } from './plan.ts';

export const bandwidth = defineCheck({
  id: 'bandwidth',
  title: 'The link carries what was bought',
  why: 'Images, logs and storage share this link with the control plane: what is too thin for them makes nodes go missing.',
  explanation: {
    proves: [
      'What iperf3 carried in each direction, by the receiver’s own count, is above the bound, or below it, at the confidence asked for: half-second blocks after slow start, Student’s interval, and the runs double until it is clear.',
      'The line rate is what is held against the bounds by default: 10 Gbps of payload cannot cross a link of 10 Gbps.',
      'Whether a host, a window or a budget of bytes was the limit instead of the link.',
      'How long small packets wait while the link is full, where there is a peer (for information).',
    ],
    doesNotProve: [
      'What the link carries at other hours, or beside the traffic of others.',
      'What one connection alone carries: ten go side by side.',
      'The share of others: the test takes all that it gets for some seconds.',
    ],
    sources: [
      'RFC 6349 (TCP throughput: transfer-time ratio, efficiency, buffer delay), RFC 9097 (capacity)',
      'iperf3’s release notes and source, 3.7 to 3.21',
      'Site-to-Site VPN quotas (1.25 Gbps a tunnel); EC2, "Instance network bandwidth" (5 Gbps a flow)',
    ],
  },
  vocabulary,
  needs: ['far', 'stamp', 'iperf3', 'progress', 'clock'],
  lane: 'saturating',
  options: BANDWIDTH_OPTIONS,
  plan,
  measure,
  judge,
  rules,
});
