import { message } from '#core/messages.ts';

export type CertificateFile = {
  readonly path: string;
  readonly subject: string;
  readonly until: string;
  readonly days: number;
};

type KeyFile = { readonly path: string; readonly certificate: string; readonly what: string };

const CERTIFICATE: CertificateFile = {
  ...{ path: '/etc/iam/pki/server.pem', subject: 'CN=node-1' },
  ...{ until: '2026-11-01', days: 19 },
};

const KEY: KeyFile = {
  ...{ path: '/etc/iam/pki/server.key', certificate: '/etc/iam/pki/server.pem', what: '644' },
};

const SHOW = (path: string): string =>
  `\n$ openssl x509 -in ${path} -noout -subject -issuer -dates`;

export const credentialsWords = {
  credentialAbsent: message<KeyFile>({
    severity: 'fail',
    title: 'A file for IAM Roles Anywhere is not there',
    example: { ...KEY, what: 'private key' },
    detail: ({ path, what }) => `There is no ${what} at ${path}.`,
    fix: ({ path }) =>
      `Put it there, or name its place in checks.host-readiness and in the node config. What is there:\n$ sudo ls -l ${path.replace(/\/[^/]*$/, '')}`,
  }),
  credentialUnseen: message<KeyFile>({
    severity: 'inconclusive',
    title: 'A file for IAM Roles Anywhere could not be read',
    example: { ...KEY, what: 'private key' },
    detail: ({ path, what }) => `This user may not read the ${what} at ${path}.`,
    fix: () => 'Run as root: sudo hybrid-preflight run',
  }),
  credentialMalformed: message<KeyFile>({
    severity: 'fail',
    title: 'A file for IAM Roles Anywhere is not what it should be',
    example: { ...KEY, what: 'private key' },
    detail: ({ path, what }) => `${path} holds no ${what} in PEM.`,
    fix: ({ path }) =>
      `Look at its first line, and convert it with openssl:\n$ sudo head -n 1 ${path}`,
  }),
  keyEncrypted: message<KeyFile>({
    severity: 'fail',
    title: 'The private key is locked with a password',
    example: KEY,
    detail: ({ path }) => `${path} is encrypted: nobody types a password when the node starts.`,
    fix: ({ path }) =>
      `Write it without, readable for root alone:\n$ sudo openssl pkey -in ${path} -out ${path}`,
  }),
  keyMismatch: message<KeyFile>({
    severity: 'fail',
    title: 'The private key belongs to another certificate',
    example: KEY,
    detail: ({ path, certificate }) =>
      `The key of ${path} is not the one that ${certificate} was made for. nodeadm does not look; AWS then refuses every signature.`,
    fix: ({ path, certificate }) =>
      `Find the pair that belongs together; these two must print the same:\n$ sudo openssl pkey -in ${path} -pubout\n$ openssl x509 -in ${certificate} -noout -pubkey`,
  }),
  keyWeak: message<KeyFile>({
    severity: 'fail',
    title: 'The private key is too short',
    example: { ...KEY, what: 'rsa of 1024 bits' },
    detail: ({ path, what }) => `${path} is ${what}; RSA keys have 2048 bits at least.`,
    fix: () => 'Have a new pair made.',
  }),
  keyReadable: message<KeyFile>({
    severity: 'warn',
    title: 'Others than root may read the private key',
    example: KEY,
    detail: ({ path, what }) => `${path} has the permissions ${what}.`,
    fix: ({ path }) => `Take them away:\n$ sudo chown root:root ${path} && sudo chmod 600 ${path}`,
  }),
  certificateExpired: message<CertificateFile>({
    severity: 'fail',
    title: 'The certificate has expired',
    example: { ...CERTIFICATE, days: -19 },
    detail: ({ path, subject, until }) =>
      `${path} (${subject}) was valid until ${until}, by this host’s clock.`,
    fix: ({ path }) => `Have a new one issued.${SHOW(path)}`,
  }),
  certificateEarly: message<CertificateFile>({
    severity: 'fail',
    title: 'The certificate is not yet valid',
    example: { ...CERTIFICATE, until: '2027-01-01' },
    detail: ({ path, subject, until }) =>
      `${path} (${subject}) is valid from ${until}, by this host’s clock.`,
    fix: ({ path }) =>
      `See that the clock is right; then have one issued that is valid now.${SHOW(path)}`,
  }),
  certificateExpiresSoon: message<CertificateFile>({
    severity: 'warn',
    title: 'The certificate expires soon',
    example: CERTIFICATE,
    detail: ({ path, subject, until, days }) =>
      `${path} (${subject}) is valid until ${until}, for ${days} days. The node loses its credentials then.`,
    fix: ({ path }) => `Have a new one issued before.${SHOW(path)}`,
  }),
  certificateOfAuthority: message<CertificateFile>({
    severity: 'fail',
    title: 'The certificate is an authority’s, not a node’s',
    example: { ...CERTIFICATE, subject: 'CN=site CA' },
    detail: ({ path, subject }) =>
      `${path} (${subject}) may sign others (CA:TRUE). IAM Roles Anywhere takes end entities only.`,
    fix: () => 'Issue a certificate for this node with it, with CA:FALSE and digitalSignature.',
  }),
  chainBroken: message<CertificateFile>({
    severity: 'warn',
    title: 'The certificates of the file are no chain',
    example: CERTIFICATE,
    detail: ({ path }) =>
      `Not each certificate of ${path} is signed by the next: AWS may not find the way to its trust anchor.`,
    fix: ({ path }) =>
      `Put the node’s own first, then each issuer.\n$ openssl crl2pkcs7 -nocrl -certfile ${path} | openssl pkcs7 -print_certs -noout`,
  }),
};
