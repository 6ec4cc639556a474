import { defineCheck } from '#core/check.ts';
import { LINK_NEEDS } from '#lib/link/measure-link.ts';
import { LINK_OPTIONS } from '#lib/link/options.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { plan, rules } from './plan.ts';

export const latency = defineCheck({
  id: 'latency',
  title: 'Round trips to the VPC are short enough',
  why: 'Leases, watches and heartbeats go over this link; what is slow at rest times out under load.',
  explanation: {
    proves: [
      'Of test packets to the peer (STAMP over UDP, answered by a process), 95 of 100 round trips are below the limit, or every second is above it, at the confidence asked for.',
      'What this host itself adds is measured over loopback, taken off, and told.',
      'The same of reflectors of STAMP or TWAMP-Light, and of addresses that answer echo requests, where the config names them.',
      'With or without a peer, that every second TCP handshake with each API interface that the config names is short: a weaker witness, as a kernel answers them, or a firewall in its name. The kernel times them, where ss(8) is there to ask.',
      'Whether echo requests fare as other packets do: beside the peer’s own stream they are sent, too.',
    ],
    doesNotProve: [
      'Latency under load, of other packet sizes, or of other classes of service.',
      'The latency of the API behind its interfaces.',
      'That it stays so: a run of seconds sees seconds.',
    ],
    sources: [
      'RFC 2681 (round-trip delay), RFC 8762 and RFC 8972 (STAMP), RFC 7679 §3.7.3 (calibration)',
      'David and Nagaraja, Order Statistics, §7.1 (intervals of quantiles)',
    ],
  },
  vocabulary,
  needs: LINK_NEEDS,
  after: ['firewall-ports'],
  lane: 'quiet',
  options: LINK_OPTIONS,
  plan,
  measure,
  judge,
  rules,
});
