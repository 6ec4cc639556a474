import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { OPTIONS } from './options.ts';
import { plan } from './plan.ts';
import { relate } from './relate.ts';

export const apiServer = defineCheck({
  id: 'api-server',
  title: 'Each interface of the Kubernetes API answers, as itself',
  why: 'An open port is no API: behind a proxy that decrypts, a block page or a dead interface the node is refused, or joins and turns NotReady.',
  explanation: {
    proves: [
      'Each interface completes a TLS handshake, with a certificate that the cluster’s own authority signed, for the endpoint’s name, in force by this host’s clock.',
      'Each answers as an API server does to somebody without credentials, and is healthy (/livez).',
      'Who else answers in its place: a proxy that decrypts is named by the issuer of its certificates, a block page by its title.',
      'With idleSeconds: a connection that was left alone for so long is still known to every firewall on the way.',
    ],
    doesNotProve: [
      'That the node’s credentials are accepted: nothing is sent but GET /version and GET /livez, without any.',
      'Without cluster.certificateAuthority: that it is this cluster.',
    ],
    sources: [
      'https://kubernetes.io/docs/reference/using-api/health-checks/',
      'https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html',
      'RFC 8446 §6 (alerts), RFC 6125 (names in certificates), RFC 6066 §3 (server names)',
    ],
  },
  vocabulary,
  needs: ['https', 'dns', 'host'],
  after: ['firewall-ports'],
  lane: 'light',
  options: OPTIONS,
  plan,
  measure,
  judge,
  relate,
});
