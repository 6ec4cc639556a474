import { message } from '#core/messages.ts';
import type { Facts } from './facts.ts';
import { EXAMPLE, who } from './words.ts';

const MOST_NAMES = 6;

export const certificateMessages = {
  intercepted: message<Facts>({
    severity: 'fail',
    title: 'Somebody else answers in the API’s name',
    example: {
      ...{ ...EXAMPLE, issuer: 'CN=Example Corp TLS Inspection, O=Example Corp' },
      objection: 'SELF_SIGNED_CERT_IN_CHAIN',
    },
    detail: (facts) =>
      `The certificate of ${who(facts)} was issued by “${facts.issuer}”, and the cluster’s authority is “${facts.authority}”: TLS ends at a proxy, firewall or load balancer in between.${said(facts)} Nodes trust the cluster’s authority alone, and will not join.`,
    fix: ({ name, address, port }) =>
      `Exempt ${name} (${address}:${port}) from TLS inspection; the name of the issuer leads to the device. See it by hand:\n$ openssl s_client -connect ${address}:${port} -servername ${name} -showcerts`,
  }),
  certificateUntrusted: message<Facts>({
    severity: 'fail',
    title: 'The cluster’s authority did not sign this certificate',
    example: { ...EXAMPLE, objection: 'CERT_SIGNATURE_FAILURE' },
    detail: (facts) =>
      `The certificate of ${who(facts)} (${facts.subject}, issued by ${facts.issuer}) does not hold against cluster.certificateAuthority (${facts.authority}): ${facts.objection}. It is another cluster’s API, or the config has another cluster’s authority, or an old one.`,
    fix: ({ cluster }) =>
      `Take the authority of this cluster into the config, and see that the address is one of its interfaces:\n$ aws eks describe-cluster --name ${cluster} --query cluster.certificateAuthority.data --output text`,
  }),
  certificateExpired: message<Facts>({
    severity: 'fail',
    title: 'The API’s certificate has expired',
    example: EXAMPLE,
    detail: (facts) =>
      `The certificate of ${who(facts)} ended on ${facts.notAfter}, ${facts.days} days ago by this host’s clock.`,
    fix: ({ cluster }) =>
      `See that this host’s clock is right (timedatectl). EKS renews its certificates by itself: if the clock is right, open a case with AWS for ${cluster}.`,
  }),
  certificateNotYetValid: message<Facts>({
    severity: 'fail',
    title: 'The API’s certificate is not valid yet',
    example: EXAMPLE,
    detail: (facts) =>
      `The certificate of ${who(facts)} begins on ${facts.notBefore}, which by this host’s clock is to come.`,
    fix: () => 'Set this host’s clock: timedatectl; chronyc tracking',
  }),
  certificateExpiresSoon: message<Facts>({
    severity: 'warn',
    title: 'The API’s certificate ends soon',
    example: { ...EXAMPLE, days: 5 },
    detail: (facts) =>
      `The certificate of ${who(facts)} ends on ${facts.notAfter}, in ${facts.days} days.`,
    fix: () => 'EKS renews it by itself. If it does not within days, open a case with AWS.',
  }),
  certificateWrongName: message<Facts>({
    severity: 'fail',
    title: 'The API’s certificate is for another name',
    example: { ...EXAMPLE, names: ['DNS:other.example.com'] },
    detail: (facts) =>
      `The certificate of ${who(facts)} was signed by the cluster’s authority and is for ${listed(facts.names)}, not for ${facts.name}.`,
    fix: ({ cluster }) =>
      `Correct cluster.endpoint, or the address:\n$ aws eks describe-cluster --name ${cluster} --query cluster.endpoint --output text`,
  }),
  authorityUnknown: message<Pick<Facts, 'cluster'>>({
    severity: 'note',
    title: 'Who answers for the API is not proven',
    example: EXAMPLE,
    detail: () =>
      'The config names no cluster.certificateAuthority: the answer looks like an API server’s, and whether it is this cluster’s nobody has checked.',
    fix: ({ cluster }) =>
      `Put it into the config as cluster.certificateAuthority:\n$ aws eks describe-cluster --name ${cluster} --query cluster.certificateAuthority.data --output text`,
  }),
};

function said({ answer }: Facts): string {
  return answer === '' ? '' : ` It answers: ${answer}.`;
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'no name at all';
  const more = names.length - MOST_NAMES;
  return [...names.slice(0, MOST_NAMES), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
