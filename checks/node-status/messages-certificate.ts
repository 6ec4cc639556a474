import { message } from '#core/messages.ts';

export type CertificateFacts = {
  readonly file: string;
  readonly cluster: string;
  readonly authorityFile: string;
  /** Whose signature it should have. */
  readonly authorities: readonly string[];
  /** Why nobody knows whose. */
  readonly why: string;
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  /** This host's, or the one that the config names. */
  readonly addresses: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
  /** To its end, or from it. */
  readonly days: number;
};

const EXAMPLE: CertificateFacts = {
  ...{ file: '/var/lib/kubelet/pki/kubelet-server-current.pem', cluster: 'prod', why: '' },
  ...{ authorityFile: '/etc/kubernetes/pki/ca.crt', authorities: ['CN=kubernetes'] },
  ...{ subject: 'O=system:nodes, CN=system:node:mi-0123456789abcdef0', issuer: 'CN=kubernetes' },
  names: ['DNS:mi-0123456789abcdef0', 'IP Address:10.80.1.10'],
  ...{ addresses: ['10.80.1.10'], days: 12 },
  ...{ notBefore: '2026-10-01T09:00:00.000Z', notAfter: '2026-11-15T09:00:00.000Z' },
};

const MOST_NAMES = 8;

/** The kubelet asks for another one where there is none. */
const ANEW = ({ file }: CertificateFacts): string =>
  `$ sudo rm ${file}\n$ sudo systemctl restart kubelet   # on a host that has not joined nothing runs yet`;

const SHOW = ({ file }: CertificateFacts): string =>
  `$ sudo openssl x509 -in ${file} -noout -subject -issuer -dates -ext subjectAltName`;

const REQUESTS =
  '$ kubectl get csr --sort-by=.metadata.creationTimestamp\n$ journalctl -u kubelet --since -1h | hybrid-preflight explain-log';

export const certificateMessages = {
  certificateAbsent: message<CertificateFacts>({
    severity: 'fail',
    title: 'The kubelet has no certificate of its own',
    example: EXAMPLE,
    detail: ({ file }) =>
      `${file} is not there. The kubelet asks the API to sign one when it starts, and EKS does so for a node with the label compute-type=hybrid and an address inside of the remote node networks; without it kubectl logs and exec fail.`,
    fix: () => `See whether its request waits, and why:\n${REQUESTS}`,
  }),
  certificateUnseen: message<CertificateFacts>({
    severity: 'inconclusive',
    title: 'The kubelet’s certificate could not be read',
    example: EXAMPLE,
    detail: ({ file }) => `This user may not read ${file}: its key lies in the same file.`,
    fix: () => 'Run as root: sudo hybrid-preflight run',
  }),
  certificateMalformed: message<CertificateFacts>({
    severity: 'fail',
    title: 'The kubelet’s certificate is none',
    example: EXAMPLE,
    detail: ({ file }) => `${file} holds no certificate in PEM that can be read.`,
    fix: (facts) => `Take it away; the kubelet has another one signed:\n${ANEW(facts)}`,
  }),
  authorityUnknown: message<CertificateFacts>({
    severity: 'inconclusive',
    title: 'Who should have signed for the kubelet is not known',
    example: { ...EXAMPLE, why: 'absent' },
    detail: ({ file, issuer, authorityFile, why }) =>
      `${file} is signed by ${issuer}. The config names no cluster.certificateAuthority, and ${authorityFile} is ${why}.`,
    fix: ({ cluster }) =>
      `Put it into the config as cluster.certificateAuthority:\n$ aws eks describe-cluster --name ${cluster} --query cluster.certificateAuthority.data --output text`,
  }),
  otherAuthority: message<CertificateFacts>({
    severity: 'fail',
    title: 'The kubelet’s certificate is another cluster’s',
    example: EXAMPLE,
    detail: ({ file, issuer, authorities }) =>
      `${file} (issued by ${issuer}) does not bear the signature of this cluster’s authority (${authorities.join('; ')}): one of the same name has another key. nodeadm init ends here, and on a node the API refuses to talk to the kubelet.`,
    fix: (facts) =>
      `Where the host was a node of another cluster: sudo nodeadm uninstall. Else take the certificate away, and compare the authority:\n${ANEW(facts)}\n$ aws eks describe-cluster --name ${facts.cluster} --query cluster.certificateAuthority.data --output text`,
  }),
  certificateExpired: message<CertificateFacts>({
    severity: 'fail',
    title: 'The kubelet’s certificate has expired',
    example: EXAMPLE,
    detail: ({ file, notAfter, days }) =>
      `${file} ended on ${notAfter}, ${days} days ago by this host’s clock. nodeadm passes over it; kubectl logs, exec and webhooks of metrics fail.`,
    fix: (facts) =>
      `See that the clock is right, then have another one signed; the kubelet renews it by itself where serverTLSBootstrap is true in /etc/kubernetes/kubelet/config.json:\n${ANEW(facts)}\n${REQUESTS}`,
  }),
  certificateEarly: message<CertificateFacts>({
    severity: 'fail',
    title: 'The kubelet’s certificate is not valid yet',
    example: EXAMPLE,
    detail: ({ file, notBefore }) =>
      `${file} begins on ${notBefore}, which by this host’s clock is still to come. nodeadm passes over it.`,
    fix: (facts) =>
      `Set the clock right first: hybrid-preflight run --only host-readiness:clock. If it is right, have another one signed:\n${ANEW(facts)}`,
  }),
  certificateEndsSoon: message<CertificateFacts>({
    severity: 'warn',
    title: 'The kubelet’s certificate ends soon',
    example: EXAMPLE,
    detail: ({ file, notAfter, days }) =>
      `${file} ends on ${notAfter}, in ${days} days. The kubelet renews it before a tenth of its time is left: here it has not.`,
    fix: () => `See whether its request waits, and why:\n${REQUESTS}`,
  }),
  addressNotCovered: message<CertificateFacts>({
    severity: 'fail',
    title: 'The kubelet’s certificate is for another address',
    example: { ...EXAMPLE, addresses: ['10.80.1.77'] },
    detail: ({ file, names, addresses }) =>
      `${file} is for ${listed(names)}; the node has ${listed(addresses)}. The API calls a kubelet by its address, and refuses a certificate without it.`,
    fix: (facts) =>
      `Give the host its address back, or have a certificate for the new one signed (a node’s address should not change):\n${SHOW(facts)}\n${ANEW(facts)}`,
  }),
};

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  const more = names.length - MOST_NAMES;
  return [...names.slice(0, MOST_NAMES), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
