import { defineMessages, message } from '#core/messages.ts';
import { certificateMessages } from './messages-certificate.ts';
import { EXAMPLE, who } from './words.ts';
import type { Facts } from './facts.ts';

export type IdleFacts = Facts & { readonly seconds: number; readonly wantedSeconds: number };

export const { say, vocabulary } = defineMessages('api-server', {
  ...certificateMessages,
  unresolved: message<{ readonly host: string; readonly why: string }>({
    severity: 'fail',
    title: 'The API endpoint has no address',
    example: { host: EXAMPLE.name, why: '10.80.0.53: NXDOMAIN' },
    detail: ({ host, why }) => `${host} does not resolve here: ${why}.`,
    fix: ({ host }) =>
      `Mend the forwarding first (see dns-forwarding), or list the interfaces under targets.kubernetesApi: dig ${host}`,
  }),
  unreachable: message<Facts>({
    severity: 'fail',
    title: 'No connection to the API',
    example: { ...EXAMPLE, end: 'no answer to the SYN', afterMs: 5000 },
    detail: (facts) => `${who(facts)}: ${facts.end}${within(facts)}.`,
    fix: ({ address, port }) =>
      `See what firewall-ports says of it; on the way there look for the drop:\n$ traceroute -T -p ${port} ${address}`,
  }),
  reset: message<Facts>({
    severity: 'fail',
    title: 'The connection to the API is broken off',
    example: { ...EXAMPLE, end: 'a TCP reset to the ClientHello, which names the server' },
    detail: (facts) =>
      `${who(facts)} took the connection and then: ${facts.end}. A device that inspects traffic does that, by the name in the ClientHello or by its rules; an API server answers with an alert or a status.`,
    fix: ({ address, port, name }) =>
      `Exempt ${address}:${port} (${name}) from inspection, URL filtering and TLS decryption on every firewall in between. See it by hand:\n$ openssl s_client -connect ${address}:${port} -servername ${name}`,
  }),
  stalled: message<Facts>({
    severity: 'fail',
    title: 'The API takes connections and then is silent',
    example: {
      ...EXAMPLE,
      end: 'no answer to the ClientHello, which names the server',
      afterMs: 5000,
    },
    detail: (facts) =>
      `${who(facts)}: ${facts.end}${within(facts)}. Small packets pass and the first large ones do not come: a black hole for large packets does that, and so does an overloaded server or a filter that drops.`,
    fix: ({ address }) =>
      `Look at path-mtu first; then see whether large packets pass at all:\n$ ping -M do -s 1400 ${address}`,
  }),
  tlsRefused: message<Facts>({
    severity: 'fail',
    title: 'The TLS handshake is refused',
    example: { ...EXAMPLE, end: 'the TLS alert unrecognized_name' },
    detail: (facts) => `${who(facts)}: ${facts.end}. Nothing was asked of it.`,
    fix: ({ address, port, name }) =>
      `See that ${name} is the cluster’s endpoint and ${address} one of its interfaces, and that no proxy stands between:\n$ openssl s_client -connect ${address}:${port} -servername ${name}`,
  }),
  unhealthy: message<Facts>({
    severity: 'fail',
    title: 'The API server says that it is not well',
    example: { ...EXAMPLE, path: '/livez', answer: '500 with text/plain' },
    detail: (facts) => `${who(facts)} answers GET ${facts.path} with ${facts.answer}.`,
    fix: ({ cluster }) =>
      `Look at the cluster’s health, and wait for an update to end:\n$ aws eks describe-cluster --name ${cluster} --query 'cluster.[status,health.issues]'`,
  }),
  notApiServer: message<Facts>({
    severity: 'fail',
    title: 'What answers is no Kubernetes API',
    example: { ...EXAMPLE, answer: '200 with a page titled “Blocked”' },
    detail: (facts) =>
      `${who(facts)} answers GET ${facts.path} so: ${facts.answer}. To somebody without credentials an API server says 401 or 403, or its version.`,
    fix: ({ address, port, name, cluster }) =>
      `Correct the address under targets.kubernetesApi, or exempt ${name} from the proxy or firewall that answers in its place. The interfaces of the cluster are:\n$ aws ec2 describe-network-interfaces --filters 'Name=description,Values=Amazon EKS ${cluster}' --query 'NetworkInterfaces[].PrivateIpAddress'\n$ curl -vk --resolve ${name}:${port}:${address} https://${name}:${port}/version`,
  }),
  othersAnswer: message<{ readonly host: string; readonly sound: readonly string[] }>({
    severity: 'note',
    title: 'Other interfaces of the API are sound',
    example: { host: '10.20.1.10', sound: ['10.20.2.10'] },
    detail: ({ host, sound }) =>
      `${sound.join(', ')} answered as it should, ${host} did not: nodes meet either, so that some connections work and some do not.`,
    fix: ({ host }) => `Look at what is special about ${host}: its subnet, route table, rules.`,
  }),
  idleForgotten: message<IdleFacts>({
    severity: 'warn',
    title: 'An idle connection to the API is forgotten',
    example: {
      ...{ ...EXAMPLE, end: 'no answer to the request' },
      ...{ seconds: 600, wantedSeconds: 600 },
    },
    detail: (facts) =>
      `A connection to ${who(facts)} answered, was left without traffic for ${facts.seconds} s, and then: ${facts.end}. Something stateful on the way has forgotten it: watches that wait for news hang until they time out, and nodes turn NotReady now and then.`,
    fix: ({ wantedSeconds }) =>
      `Raise the idle timeout for TCP 443 on firewalls, NAT and load balancers in between beyond ${wantedSeconds} s, or let the host send keep-alive packets sooner:\n$ sysctl -w net.ipv4.tcp_keepalive_time=${Math.max(30, Math.floor(wantedSeconds / 2))}`,
  }),
  idleClosed: message<IdleFacts>({
    severity: 'note',
    title: 'An idle connection was closed in good order',
    example: {
      ...{ ...EXAMPLE, end: 'the connection was closed to the request' },
      ...{ seconds: 90, wantedSeconds: 600 },
    },
    detail: (facts) =>
      `A connection to ${who(facts)} was closed from afar after ${facts.seconds} s without traffic, before the ${facts.wantedSeconds} s of the test were over. Servers do that, and clients open another; whether a firewall forgets later than that is not shown.`,
    fix: ({ seconds }) =>
      `To test what firewalls do by themselves, set idleSeconds below ${seconds}.`,
  }),
});

function within({ afterMs }: Facts): string {
  return afterMs === 0 ? '' : ` within ${Number((afterMs / 1000).toPrecision(3))} s`;
}
