import { rule } from '../change.ts';
import { apiA } from '../services/kubernetes-api.ts';
import { type Fault, faultsOf } from './fault.ts';
import { API_A, API_B, HOST, PODS, RESOLVER_A, RESOLVER_B, VPC } from './places.ts';
import { REJECTIONS } from './rejections.ts';

const TO_API_A = `ip daddr ${API_A} tcp dport 443`;
const FROM_API_A = `ip saddr ${API_A} tcp sport 443`;

const inVpc = (text: string) => rule('vpc-router', 'forward', text);
const onPrem = (text: string) => rule('onprem-router', 'forward', text);

/** What firewalls, security groups and network ACLs do to packets. */
export const FIREWALL_FAULTS: readonly Fault[] = faultsOf('firewall', [
  ...REJECTIONS,
  {
    name: 'api-not-listening',
    breaks: 'one API interface is up, and nobody listens on 443',
    changes: [apiA.stopped],
    expects: [`firewall-ports/refused @ *:tcp/443@${API_A}`],
  },
  {
    name: 'api-drop-both',
    breaks: 'the on-premises firewall drops 443 to both API interfaces',
    changes: [onPrem(`ip daddr { ${API_A}, ${API_B} } tcp dport 443 drop`)],
    expects: [
      `firewall-ports/filtered[between-sites] @ *:tcp/443@${API_A}`,
      `firewall-ports/filtered[between-sites] @ *:tcp/443@${API_B}`,
    ],
  },
  {
    name: 'api-drop-answers',
    breaks: 'a network ACL without ephemeral ports drops the API’s SYN-ACK',
    changes: [inVpc(`${FROM_API_A} drop`)],
    expects: [`firewall-ports/filtered @ *:tcp/443@${API_A}`],
  },
  {
    name: 'api-reset-midstream',
    breaks: 'an inspecting firewall resets connections to the API after the handshake',
    changes: [inVpc(`${TO_API_A} ct original packets gt 3 reject with tcp reset`)],
    expects: [`api-server/reset @ *${API_A}*`],
  },
  {
    name: 'kubelet-drop-answers',
    breaks: 'the on-premises firewall drops the kubelet’s answers to the VPC',
    changes: [onPrem(`ip saddr ${HOST} ip daddr ${VPC} tcp sport 10250 drop`)],
    expects: [`firewall-ports/answerLost[way-back] @ *:tcp/10250@${HOST}`],
  },
  {
    name: 'webhook-drop-inbound',
    breaks: 'the on-premises firewall drops the API’s calls of webhooks in pods',
    changes: [onPrem(`ip saddr ${VPC} ip daddr ${PODS} tcp dport { 443, 8443, 9443 } drop`)],
    expects: ['pod-routes/portClosed @ *:10.85.*'],
  },
  {
    name: 'bgp-drop',
    breaks: 'the on-premises router drops BGP from the node',
    changes: [rule('onprem-router', 'input', `ip saddr ${HOST} tcp dport 179 drop`)],
    expects: ['firewall-ports/filtered @ *:tcp/179@*'],
  },
  {
    name: 'resolvers-tcp-drop',
    breaks: 'the on-premises firewall drops TCP 53 to the VPC’s resolvers',
    changes: [onPrem(`ip daddr { ${RESOLVER_A}, ${RESOLVER_B} } tcp dport 53 drop`)],
    expects: [
      `firewall-ports/filtered[between-sites] @ *:tcp/53@${RESOLVER_A}`,
      `firewall-ports/filtered[between-sites] @ *:tcp/53@${RESOLVER_B}`,
      'dns-forwarding/tcpBlocked @ *:aws-names@10.20.*',
      'dns-forwarding/truncatedUnrecoverable @ *:aws-names@10.80.*',
    ],
  },
  {
    name: 'resolvers-udp-drop',
    breaks: 'the on-premises firewall drops UDP 53 to the VPC’s resolvers; TCP passes',
    changes: [onPrem(`ip daddr { ${RESOLVER_A}, ${RESOLVER_B} } udp dport 53 drop`)],
    expects: [
      `firewall-ports/unanswered @ *:udp/53@${RESOLVER_A}`,
      `firewall-ports/unanswered @ *:udp/53@${RESOLVER_B}`,
      'dns-forwarding/allDead @ *:redundancy@inbound',
      'dns-forwarding/servfail @ *:aws-names@10.80.*',
      'dns-forwarding/noReference @ *:system',
      'aws-endpoints/unresolved',
    ],
  },
  {
    name: 'ping-drop',
    breaks: 'both firewalls drop ICMP echo, and nothing else',
    changes: [onPrem('icmp type echo-request drop'), inVpc('icmp type echo-request drop')],
    expects: [],
  },
]);
