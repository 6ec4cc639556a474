import { rule } from '../change.ts';
import { onpremDns1, onpremDns2, resolverA, resolverB, vpcResolver } from '../services/bind.ts';
import { type Fault, faultsOf } from './fault.ts';
import { ON_PREM_DNS_1, ON_PREM_DNS_2, RESOLVER_A, RESOLVER_B } from './places.ts';

const bothOnPrem = (options: Parameters<typeof onpremDns1.running>[0]) =>
  [onpremDns1, onpremDns2].map((server) => server.running(options));
const bothInVpc = (options: Parameters<typeof resolverA.running>[0]) =>
  [resolverA, resolverB].map((server) => server.running(options));

/** Resolvers that are dead, refuse, know the wrong thing, or do not forward. */
export const DNS_FAULTS: readonly Fault[] = faultsOf('dns', [
  {
    name: 'resolver-a-dead',
    breaks: 'the first address of the resolver endpoint is gone; forwarders hide it',
    changes: [resolverA.stopped],
    expects: [
      `firewall-ports/udpClosed @ *:udp/53@${RESOLVER_A}`,
      `firewall-ports/refused @ *:tcp/53@${RESOLVER_A}`,
      'dns-forwarding/oneDead @ *:redundancy@inbound',
    ],
    allows: ['dns-forwarding/slowAnswer @ *:aws-names@10.80.*'],
  },
  {
    name: 'resolver-b-dead',
    breaks: 'the second address of the resolver endpoint is gone; forwarders hide it',
    changes: [resolverB.stopped],
    expects: [
      `firewall-ports/udpClosed @ *:udp/53@${RESOLVER_B}`,
      `firewall-ports/refused @ *:tcp/53@${RESOLVER_B}`,
      'dns-forwarding/oneDead @ *:redundancy@inbound',
    ],
    allows: ['dns-forwarding/slowAnswer @ *:aws-names@10.80.*'],
  },
  {
    name: 'resolvers-dead',
    breaks: 'no address of the resolver endpoint answers',
    changes: [resolverA.stopped, resolverB.stopped],
    expects: [
      'firewall-ports/udpClosed @ *:udp/53@10.20.*',
      'firewall-ports/refused @ *:tcp/53@10.20.*',
      'dns-forwarding/allDead @ *:redundancy@inbound',
      'dns-forwarding/servfail @ *:aws-names@10.80.*',
      'dns-forwarding/noReference @ *:system',
      'aws-endpoints/unresolved',
    ],
  },
  {
    name: 'onprem-dns-1-dead',
    breaks: 'the first on-premises resolver is gone',
    changes: [onpremDns1.stopped],
    expects: [
      `firewall-ports/udpClosed @ *:udp/53@${ON_PREM_DNS_1}`,
      `firewall-ports/refused @ *:tcp/53@${ON_PREM_DNS_1}`,
      'dns-forwarding/oneDead @ *:redundancy@on-prem',
      'dns-forwarding/systemDiffers @ *:system',
    ],
  },
  {
    name: 'onprem-dns-2-dead',
    breaks: 'the second on-premises resolver is gone',
    changes: [onpremDns2.stopped],
    expects: [
      `firewall-ports/udpClosed @ *:udp/53@${ON_PREM_DNS_2}`,
      `firewall-ports/refused @ *:tcp/53@${ON_PREM_DNS_2}`,
      'dns-forwarding/oneDead @ *:redundancy@on-prem',
      'dns-forwarding/systemDiffers @ *:system',
    ],
  },
  {
    name: 'resolvers-refuse',
    breaks: 'the resolver endpoint answers REFUSED to on premises',
    changes: bothInVpc({ answer: 'refused' }),
    expects: [
      'dns-forwarding/refusedRcode @ *:aws-names@10.20.*',
      'dns-forwarding/servfail @ *:aws-names@10.80.*',
      'dns-forwarding/noReference @ *:system',
      'aws-endpoints/unresolved',
    ],
  },
  {
    name: 'resolver-a-refuses',
    breaks: 'one address of the resolver endpoint answers REFUSED; forwarders may hide it',
    changes: [resolverA.running({ answer: 'refused' })],
    expects: [`dns-forwarding/refusedRcode @ *:aws-names@${RESOLVER_A}`],
    allows: ['dns-forwarding/servfail @ *:aws-names@10.80.*', 'aws-endpoints/unresolved'],
  },
  {
    name: 'resolvers-servfail',
    breaks: 'the resolver endpoint answers SERVFAIL for AWS names',
    changes: bothInVpc({ answer: 'servfail' }),
    expects: [
      'dns-forwarding/servfail @ *:aws-names@10.20.*',
      'dns-forwarding/servfail @ *:aws-names@10.80.*',
      'dns-forwarding/noReference @ *:system',
      'aws-endpoints/unresolved',
    ],
  },
  {
    name: 'resolvers-nxdomain',
    breaks: 'the private hosted zone is not associated: AWS names do not exist',
    changes: bothInVpc({ answer: 'nxdomain' }),
    expects: [
      'dns-forwarding/nxdomain @ *:aws-names@10.20.*',
      'dns-forwarding/nxdomain @ *:aws-names@10.80.*',
      'dns-forwarding/noReference @ *:system',
      'aws-endpoints/unresolved',
    ],
  },
  {
    name: 'resolvers-public-view',
    breaks: 'AWS names resolve to public addresses instead of the private ones',
    changes: bothInVpc({ answer: 'public' }),
    expects: [
      'dns-forwarding/sidesDisagree @ *:peer:aws-names@vpc-resolver',
      'dns-forwarding/wrongClass @ *:aws-names@10.20.*',
      'dns-forwarding/wrongClass @ *:aws-names@10.80.*',
      'aws-endpoints/publicAnswer',
      'aws-endpoints/unreachable',
    ],
  },
  {
    name: 'resolvers-wildcard',
    breaks: 'names that nobody has resolve to a search page',
    changes: bothInVpc({ answer: 'wildcard' }),
    expects: [
      'dns-forwarding/wildcard @ *:aws-names@10.20.*',
      'dns-forwarding/wildcard @ *:aws-names@10.80.*',
    ],
  },
  {
    name: 'truncation-without-tcp',
    breaks: 'big answers are truncated at 512 bytes, and TCP 53 is dropped',
    changes: [
      ...bothInVpc({ mostUdpBytes: 512 }),
      rule(
        'onprem-router',
        'forward',
        `ip daddr { ${RESOLVER_A}, ${RESOLVER_B} } tcp dport 53 drop`,
      ),
    ],
    expects: [
      'firewall-ports/filtered @ *:tcp/53@10.20.*',
      'dns-forwarding/tcpBlocked @ *:aws-names@10.20.*',
      'dns-forwarding/truncatedUnrecoverable @ *:aws-names@10.80.*',
    ],
  },
  {
    name: 'dns-slow',
    breaks: 'DNS between the sites takes 150 ms more each way',
    changes: [
      {
        kind: 'wire',
        wire: {
          toVpc: 'only=udp/53,tcp/53 delay=150ms',
          toOnPrem: 'only=udp/53,tcp/53 delay=150ms',
        },
      },
    ],
    expects: [
      'dns-forwarding/slowAnswer @ *:peer:on-prem-names@*',
      'dns-forwarding/slowAnswer @ *:aws-names@10.20.*',
      'dns-forwarding/slowAnswer @ *:aws-names@10.80.*',
    ],
  },
  {
    name: 'no-conditional-forwarder',
    breaks: 'the on-premises resolvers do not forward AWS names',
    changes: bothOnPrem({ forwardsAws: false }),
    expects: [
      'dns-forwarding/nxdomain @ *:aws-names@10.80.*',
      'dns-forwarding/systemDiffers @ *:system',
      'aws-endpoints/unresolved',
    ],
  },
  {
    name: 'one-without-forwarder',
    breaks: 'the second on-premises resolver does not forward AWS names',
    changes: [onpremDns2.running({ forwardsAws: false })],
    expects: [
      `dns-forwarding/nxdomain @ *:aws-names@${ON_PREM_DNS_2}`,
      'dns-forwarding/systemDiffers @ *:system',
    ],
  },
  {
    name: 'forwarding-loop',
    breaks: 'the VPC’s resolvers forward AWS names back on premises',
    changes: bothInVpc({ loop: true }),
    expects: [
      'dns-forwarding/nameTimeout @ *:aws-names@10.20.*',
      'dns-forwarding/servfail @ *:aws-names@10.80.*',
      'dns-forwarding/noReference @ *:system',
      'aws-endpoints/unresolved',
    ],
    allows: ['dns-forwarding/allDead @ *:redundancy@inbound'],
  },
  {
    name: 'onprem-names-not-forwarded',
    breaks: 'the VPC’s resolver has no rule for the on-premises domain',
    changes: [vpcResolver.running({ forwardsOnPrem: false })],
    expects: ['dns-forwarding/nxdomain @ *on-prem-names*'],
  },
  {
    name: 'onprem-dns-drop-from-vpc',
    breaks: 'the on-premises firewall drops DNS from the VPC',
    changes: [
      rule('onprem-router', 'forward', 'ip saddr 10.20.0.0/16 udp dport 53 drop'),
      rule('onprem-router', 'forward', 'ip saddr 10.20.0.0/16 tcp dport 53 drop'),
    ],
    expects: [
      'firewall-ports/unanswered @ *:peer:udp/53@10.80.*',
      'dns-forwarding/servfail @ *on-prem-names*',
    ],
  },
]);
