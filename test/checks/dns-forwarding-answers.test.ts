import { always, answer, knowing, SILENCE } from '../fakes/dns.ts';
import {
  API,
  SSM,
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
  {
    fault: 'an on-premises resolver goes to public DNS instead of forwarding',
    onPrem: onPrem(knowing({ ...awsZone, [API]: { addresses: ['192.0.2.10'] } })),
    codes: { 'aws-names@10.80.0.53': ['fail wrongClass'], system: ['fail systemDiffers'] },
  },
  {
    fault: 'a service resolves to an interface endpoint in another VPC',
    inbound: both(knowing({ ...awsZone, [SSM]: { addresses: ['10.99.0.5'] } })),
    codes: { ...atInbound('warn wrongClass'), ...atOnPrem('warn wrongClass') },
  },
  {
    fault: 'the API endpoint resolves to another private network',
    inbound: both(knowing({ ...awsZone, [API]: { addresses: ['10.99.0.5'] } })),
    codes: { ...atInbound('fail wrongClass'), ...atOnPrem('fail wrongClass') },
  },
  {
    fault: 'a blocker answers with a sinkhole',
    onPrem: onPrem(knowing({ ...awsZone, [API]: { addresses: ['0.0.0.0'] } })),
    codes: { 'aws-names@10.80.0.53': ['fail wrongClass'], system: ['fail systemDiffers'] },
  },
  {
    fault: 'DNS-rebind protection removes private answers',
    onPrem: onPrem(knowing({ ...awsZone, [API]: {} })),
    codes: { 'aws-names@10.80.0.53': ['fail emptyAnswer'], system: ['fail systemDiffers'] },
  },
  {
    fault: 'an on-premises server refers to others instead of resolving',
    onPrem: always(answer({ referral: true, recursionAvailable: false })),
    codes: {
      'aws-names@10.80.0.53': ['fail lame'],
      'on-prem-names@10.80.0.53': ['fail lame'],
      system: ['fail systemDiffers'],
    },
  },
  {
    fault: 'an on-premises resolver answers anything with one address',
    onPrem: always(answer({ addresses: ['10.20.1.10'], answerCount: 1, sizeBytes: 1300 })),
    codes: {
      'aws-names@10.80.0.53': ['fail wildcard', 'fail wildcard'],
      'on-prem-names@10.80.0.53': ['fail onPremMismatch', 'warn wildcard'],
      system: ['fail systemDiffers'],
    },
  },
  {
    fault: 'an on-premises resolver is silent for one name only',
    onPrem: (question) => (question.name === SSM ? SILENCE : onPrem(aws)(question)),
    codes: { 'aws-names@10.80.0.53': ['fail nameTimeout'], system: ['fail systemDiffers'] },
  },
  {
    fault: 'an on-premises resolver is slow',
    onPrem: onPrem(knowing(awsZone, 300)),
    codes: { 'aws-names@10.80.0.53': ['warn slowAnswer'] },
  },
  {
    fault: 'an on-premises resolver waits for a dead server first',
    onPrem: onPrem(knowing(awsZone, 2500)),
    codes: { 'aws-names@10.80.0.53': ['fail slowAnswer'] },
  },
  {
    fault: 'the big answer is not big',
    inbound: both(knowing({ ...awsZone, [BIG]: { sizeBytes: 200 } })),
    codes: { ...atInbound('note bigAnswerUnproven'), ...atOnPrem('note bigAnswerUnproven') },
  },
  {
    fault: 'the big answer does not exist',
    inbound: both(knowing({ [API]: awsZone[API], [SSM]: awsZone[SSM] })),
    codes: { ...atInbound('note bigAnswerUnproven'), ...atOnPrem('note bigAnswerUnproven') },
  },
]);
