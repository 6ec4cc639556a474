import { message } from '#core/messages.ts';
import type { TlsFindingFacts as Facts } from './facts.ts';
import {
  consequence,
  EXAMPLE,
  listed,
  SHOW_BUNDLES,
  showCertificate,
  showPod,
  who,
} from './words.ts';

const MOST_NAMES = 6;

const RENEW =
  'Have it renewed: by cert-manager (kubectl get certificates -A; cmctl renew), or by restarting the controller that makes its own.';
const INJECT =
  'Have caBundle filled in anew: cert-manager’s cainjector does it by the annotation cert-manager.io/inject-ca-from, other controllers at their start.';

/** Words for the handshake with a pod. */
export const certificateMessages = {
  untrusted: message<Facts>({
    severity: 'fail',
    title: 'The API does not trust a webhook’s certificate',
    example: { ...EXAMPLE, issuer: 'CN=old-ca', objection: 'SELF_SIGNED_CERT_IN_CHAIN' },
    detail: (facts) =>
      `The certificate of ${who(facts)} (${facts.subject}, issued by ${facts.issuer}) does not hold against ${against(facts)}: ${facts.objection}. ${consequence(facts)}`,
    fix: (facts) => [INJECT, SHOW_BUNDLES, showCertificate(facts)].join('\n'),
  }),
  noBundle: message<Facts>({
    severity: 'fail',
    title: 'A webhook is registered without its authority',
    example: { ...EXAMPLE, authority: '', objection: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    detail: (facts) =>
      `No caBundle is registered for ${who(facts)}, and its certificate (issued by ${facts.issuer}) is of no public authority: the API trusts nobody else then. ${consequence(facts)}`,
    fix: (facts) => [INJECT, SHOW_BUNDLES, showCertificate(facts)].join('\n'),
  }),
  bundleUnreadable: message<Facts>({
    severity: 'fail',
    title: 'The caBundle of a webhook holds no certificate',
    example: EXAMPLE,
    detail: (facts) =>
      `What is registered as caBundle for ${who(facts)} is no certificate in PEM: the API cannot trust anybody by it. ${consequence(facts)}`,
    fix: () => [INJECT, SHOW_BUNDLES].join('\n'),
  }),
  expired: message<Facts>({
    severity: 'fail',
    title: 'A webhook’s certificate has expired',
    example: EXAMPLE,
    detail: (facts) =>
      `The certificate of ${who(facts)} ended on ${facts.notAfter}, ${facts.days} days ago by this host’s clock. ${consequence(facts)}`,
    fix: (facts) => [RENEW, showCertificate(facts)].join('\n'),
  }),
  notYetValid: message<Facts>({
    severity: 'fail',
    title: 'A webhook’s certificate is not valid yet',
    example: EXAMPLE,
    detail: (facts) =>
      `The certificate of ${who(facts)} begins on ${facts.notBefore}, which by this host’s clock is to come. ${consequence(facts)}`,
    fix: (facts) =>
      [
        'Set the clock of this host, or of the node that made the certificate (timedatectl; chronyc tracking):',
        showPod(facts),
      ].join('\n'),
  }),
  expiresSoon: message<Facts>({
    severity: 'warn',
    title: 'A webhook’s certificate ends soon',
    example: EXAMPLE,
    detail: (facts) =>
      `The certificate of ${who(facts)} ends on ${facts.notAfter}, in ${facts.days} days, and nobody has renewed it yet.`,
    fix: (facts) => [RENEW, showCertificate(facts)].join('\n'),
  }),
  wrongName: message<Facts>({
    severity: 'fail',
    title: 'A webhook’s certificate is for another name',
    example: { ...EXAMPLE, certificateNames: ['DNS:cert-manager-webhook'] },
    detail: (facts) =>
      `The API asks ${who(facts)} for ${facts.serverName}, and the certificate is for ${listed(facts.certificateNames, MOST_NAMES) || 'no name at all'}; the common name does not count. ${consequence(facts)}`,
    fix: (facts) =>
      [
        `Issue it with the DNS name ${facts.serverName} (service.namespace.svc), or correct the Service in the registration:`,
        showCertificate(facts),
      ].join('\n'),
  }),
  handshakeFails: message<Facts>({
    severity: 'fail',
    title: 'A webhook does not complete a TLS handshake',
    example: { ...EXAMPLE, end: 'what came is not TLS' },
    detail: (facts) =>
      `${who(facts)} takes connections, and then: ${facts.end}. The API calls webhooks over TLS only. ${consequence(facts)}`,
    fix: (facts) =>
      [
        'See that the port is the one with TLS, that the pod has its certificate, and that no service mesh wraps this port (exclude it from its sidecar):',
        showPod(facts),
        showCertificate(facts),
      ].join('\n'),
  }),
  noAnswer: message<Facts>({
    severity: 'warn',
    title: 'A webhook gives no answer over TLS',
    example: { ...EXAMPLE, end: 'no answer to the request' },
    detail: (facts) =>
      `${who(facts)} completes the handshake; of a GET of ${facts.path} without credentials: ${facts.end}.`,
    fix: (facts) =>
      [
        'See what its pod says. Where it asks for a certificate of the client, the API has none for webhooks:',
        showPod(facts),
      ].join('\n'),
  }),
  unproven: message<Facts>({
    severity: 'note',
    title: 'Whether the API trusts a webhook is not proven',
    example: EXAMPLE,
    detail: (facts) =>
      `For ${who(facts)} the config does not name both serverName and caBundle: whether its certificate is the one that the API expects nobody has checked.`,
    fix: () =>
      'Name both in targets.webhooks, or hand in what the cluster has: hybrid-preflight run --stage after-join --cluster-json cluster.json',
  }),
};

function against({ authority }: Facts): string {
  return authority === '' ? 'the public authorities' : `its caBundle (${authority})`;
}
