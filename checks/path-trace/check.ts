import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { plan } from './plan.ts';

export const pathTrace = defineCheck({
  id: 'path-trace',
  title: 'The way to the VPC is known, hop by hop',
  why: 'Where a port is filtered or packets vanish, the last router that answers is the first to be asked.',
  explanation: {
    proves: [
      'Which routers answer on the way to each API interface and to the peer, to the very port where this host may send so (TCP, as root), and where the answers end.',
      'That packets go in circles, or that a router refuses them, and which.',
      'Which ways packets take, where there are several: 4 flows are followed, each of one source port (traceroute). As root 12 are tried to the target; of those that never arrive while others do, where they were seen last.',
    ],
    doesNotProve: [
      'That a silent router drops anything: many answer nothing, and pass all on.',
      'Times: routers answer last of all, so that those shown are upper bounds.',
      'The way back, which may be another; a flow that is lost may be lost there.',
      'That there are no more ways: of two, 12 flows miss one in 1 of 2000 runs, of four a certain one in 1 of 30.',
      'As another user than root, over UDP: that a way is dead. Targets send few ICMP errors, so that silence means nothing.',
    ],
    sources: [
      'RFC 792, RFC 1812 §4.3.2.8 (routers limit their ICMP errors)',
      'traceroute(8), mtr(8), tracepath(8)',
      'Augustin et al., Avoiding traceroute anomalies with Paris traceroute (IMC 2006)',
      'RFC 2992 (routers choose a way by the ports, too)',
    ],
  },
  vocabulary,
  needs: ['trace'],
  lane: 'quiet',
  options: { type: 'object', additionalProperties: false, properties: {} },
  plan,
  measure: (target, io, signal) => measure(target, io, signal),
  judge,
});
