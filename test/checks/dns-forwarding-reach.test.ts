import {
  always,
  cutting,
  knowing,
  only,
  rcode,
  silent,
  SILENCE,
  withoutFragments,
} from '../fakes/dns.ts';
import {
  API,
  BIG,
  awsZone,
  aws,
  atInbound,
  atOnPrem,
  onPrem,
  both,
  testFaults,
} from './dns-forwarding-world.ts';

testFaults([
  { fault: 'nothing', codes: {} },
  {
    fault: 'the inbound endpoint refuses, which a forwarder turns into SERVFAIL',
    inbound: both(always(rcode('REFUSED'))),
    codes: {
      ...atInbound('fail refusedRcode'),
      ...atOnPrem('fail servfail'),
      system: ['inconclusive noReference'],
    },
  },
  {
    fault: 'the zone does not load at the inbound endpoint',
    inbound: both(always(rcode('SERVFAIL'))),
    codes: {
      ...atInbound('fail servfail'),
      ...atOnPrem('fail servfail'),
      system: ['inconclusive noReference'],
    },
  },
  {
    fault: 'the zone is not associated with the VPC',
    inbound: both(always(rcode('NXDOMAIN'))),
    codes: {
      ...atInbound('fail nxdomain'),
      ...atOnPrem('fail nxdomain'),
      system: ['inconclusive noReference'],
    },
  },
  {
    fault: 'one name is missing at the inbound endpoint',
    inbound: both(knowing({ [API]: awsZone[API], [BIG]: awsZone[BIG] })),
    codes: { ...atInbound('fail nxdomain'), ...atOnPrem('fail nxdomain') },
  },
  {
    fault: 'the inbound endpoint forwards AWS names in a circle: alive, and silent for every name',
    inbound: both((question) => (question.name === '.' ? rcode('NOERROR') : SILENCE)),
    codes: {
      ...atInbound('fail nameTimeout'),
      ...atOnPrem('fail servfail'),
      system: ['inconclusive noReference'],
      'redundancy@inbound': ['fail allDead'],
    },
  },
  {
    fault: 'TCP 53 is dropped before the inbound endpoint',
    inbound: both(only('udp', aws, SILENCE)),
    codes: { ...atInbound('fail tcpBlocked'), ...atOnPrem('fail truncatedUnrecoverable') },
  },
  {
    fault: 'TCP 53 is rejected before the inbound endpoint',
    inbound: both(only('udp', aws, { kind: 'refused', afterMs: 1 })),
    codes: { ...atInbound('fail tcpBlocked'), ...atOnPrem('fail truncatedUnrecoverable') },
  },
  {
    fault: 'TCP 53 carries small answers and loses big ones',
    inbound: both((question) =>
      question.transport === 'tcp' && question.name === BIG ? SILENCE : cutting(aws, 512)(question),
    ),
    codes: {
      ...atInbound('fail truncatedUnrecoverable'),
      ...atOnPrem('fail truncatedUnrecoverable'),
    },
  },
  {
    fault: 'the inbound endpoint cuts UDP answers at 512 bytes, and TCP delivers',
    inbound: both(cutting(aws, 512)),
    codes: {},
  },
  {
    fault: 'UDP 53 is dropped before the inbound endpoint, TCP is open',
    inbound: both(only('tcp', aws, SILENCE)),
    codes: {
      ...atInbound('fail udpBlocked'),
      ...atOnPrem('fail servfail'),
      system: ['inconclusive noReference'],
      'redundancy@inbound': ['fail allDead'],
    },
  },
  {
    fault: 'one inbound address is silent, hidden by its twin',
    inbound: [silent, aws],
    codes: { 'aws-names@10.20.1.53': ['fail timeout'], 'redundancy@inbound': ['fail oneDead'] },
  },
  {
    fault: 'one inbound address is stopped, hidden by its twin',
    inbound: [aws, always({ kind: 'refused', afterMs: 1 })],
    codes: { 'aws-names@10.20.2.53': ['fail portRefused'], 'redundancy@inbound': ['fail oneDead'] },
  },
  {
    fault: 'both inbound addresses are silent',
    inbound: both(silent),
    codes: {
      ...atInbound('fail timeout'),
      ...atOnPrem('fail servfail'),
      system: ['inconclusive noReference'],
      'redundancy@inbound': ['fail allDead'],
    },
  },
  {
    fault: 'there is no route to the inbound endpoint',
    inbound: both(always({ kind: 'unreachable', afterMs: 1 })),
    codes: {
      ...atInbound('fail unreachable'),
      ...atOnPrem('fail servfail'),
      system: ['inconclusive noReference'],
      'redundancy@inbound': ['fail allDead'],
    },
  },
  {
    fault: 'fragments are dropped on the way from the inbound endpoint',
    inbound: both(withoutFragments(aws)),
    codes: atInbound('fail fragmentsDropped'),
  },
  {
    fault: 'what answers is no DNS server',
    inbound: both(always({ kind: 'malformed', afterMs: 1, why: 'garbage' })),
    codes: {
      ...atInbound('fail malformed'),
      ...atOnPrem('fail servfail'),
      system: ['inconclusive noReference'],
      'redundancy@inbound': ['fail allDead'],
    },
  },
  {
    fault: 'a middlebox mangles TCP answers',
    inbound: both(only('udp', aws, { kind: 'malformed', afterMs: 1, why: 'garbage' })),
    codes: { ...atInbound('fail malformed'), ...atOnPrem('fail truncatedUnrecoverable') },
  },
  {
    fault: 'the inbound endpoint knows no EDNS',
    inbound: both(always(rcode('FORMERR'))),
    onPrem: onPrem(aws),
    codes: { ...atInbound('fail otherRcode'), system: ['inconclusive noReference'] },
  },
]);
