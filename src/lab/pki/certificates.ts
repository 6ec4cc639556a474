import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../program.ts';
import { sideBySide } from '../side-by-side.ts';
import { AWS_ENDPOINTS } from '../topology/aws.ts';
import { addressOf } from '../topology/hosts.ts';
import { API_NAME, REGISTRY_NAME } from '../topology/names.ts';

/**
 * Who signs: the cluster's own authority, another cluster's of the same name, the company's, an intercepting proxy's, and
 * one for AWS, which here nobody's browser trusts.
 */
const AUTHORITIES = {
  'cluster-ca': '/CN=kubernetes',
  'other-cluster-ca': '/CN=kubernetes',
  'company-ca': '/O=Example Corp/CN=Example Corp Root CA',
  'proxy-ca': '/O=Example Corp/CN=Example Corp TLS Inspection',
  'amazon-ca': '/O=Amazon stand-in/CN=Amazon stand-in Root CA',
} as const;

interface ServerCertificate {
  readonly authority: keyof typeof AUTHORITIES;
  readonly names: string;
  /** Days from now; both may lie in the past. */
  readonly validDays: readonly [from: number, to: number];
}

const CURRENT = [-1, 365] as const;
const PAST = [-400, -35] as const;

const API_NAMES = `DNS:kubernetes.default.svc,DNS:${API_NAME},IP:${addressOf('api-a')},IP:${addressOf('api-b')}`;
const REGISTRY_NAMES = `DNS:${REGISTRY_NAME},IP:${addressOf('registry')}`;
const AMAZON_NAMES = Object.values(AWS_ENDPOINTS)
  .map(({ name }) => `DNS:${name}`)
  .join();
const OTHER_NAME = 'DNS:other.example.com';

const CERTIFICATES = {
  api: { authority: 'cluster-ca', names: API_NAMES, validDays: CURRENT },
  'api-expired': { authority: 'cluster-ca', names: API_NAMES, validDays: PAST },
  'api-wrong-name': { authority: 'cluster-ca', names: OTHER_NAME, validDays: CURRENT },
  'api-wrong-ca': { authority: 'other-cluster-ca', names: API_NAMES, validDays: CURRENT },
  registry: { authority: 'company-ca', names: REGISTRY_NAMES, validDays: CURRENT },
  'registry-expired': { authority: 'company-ca', names: REGISTRY_NAMES, validDays: PAST },
  'registry-expires-soon': { authority: 'company-ca', names: REGISTRY_NAMES, validDays: [-1, 5] },
  amazon: { authority: 'amazon-ca', names: AMAZON_NAMES, validDays: CURRENT },
  'amazon-expired': { authority: 'amazon-ca', names: AMAZON_NAMES, validDays: PAST },
  'amazon-wrong-name': { authority: 'amazon-ca', names: OTHER_NAME, validDays: CURRENT },
  intercepted: {
    authority: 'proxy-ca',
    names: `${API_NAMES},${AMAZON_NAMES}`,
    validDays: CURRENT,
  },
} as const satisfies Record<string, ServerCertificate>;

/** The server certificates of the lab: `<name>.crt` with its chain, and `<name>.key`. */
export type CertificateName = keyof typeof CERTIFICATES;

const DAY_MS = 86_400_000;
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'] as const;

/** Makes the lab's authorities and certificates in a new folder. Throws LabError with openssl's complaint. */
export async function makeCertificates(folder: string, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  const openssl = (...args: readonly string[]) => run('openssl', args, { signal });
  await sideBySide(
    Object.entries(AUTHORITIES).map(([name, subject]) =>
      openssl(
        ...['req', '-x509', ...KEY, '-days', '3650', '-subj', subject],
        ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
        ...['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.crt`)],
      ),
    ),
  );
  await sideBySide(
    Object.entries(CERTIFICATES).map(([name, certificate]) =>
      sign(folder, { name, ...certificate }, openssl),
    ),
  );
}

type Openssl = (...args: readonly string[]) => Promise<string>;

/** `openssl ca` is the one way to a date in the past that every version of openssl knows. */
async function sign(
  folder: string,
  { name, authority, names, validDays }: ServerCertificate & { readonly name: string },
  openssl: Openssl,
): Promise<void> {
  const at = (extension: string): string => join(folder, `${name}.${extension}`);
  const registerFolder = join(folder, `${name}.ca`);
  await mkdir(registerFolder);
  await writeFile(join(registerFolder, 'index.txt'), '');
  await writeFile(at('cnf'), authorityConfig(registerFolder));
  await openssl(
    ...['req', '-new', ...KEY, '-subj', `/CN=${name}`, '-keyout', at('key'), '-out', at('csr')],
    ...['-addext', `subjectAltName=${names}`, '-addext', 'extendedKeyUsage=serverAuth'],
  );
  const [start, end] = validDays.map(asn1Time);
  await openssl(
    ...['ca', '-batch', '-notext', '-config', at('cnf'), '-in', at('csr')],
    ...['-cert', join(folder, `${authority}.crt`), '-keyfile', join(folder, `${authority}.key`)],
    ...['-startdate', start ?? '', '-enddate', end ?? '', '-out', at('leaf')],
  );
  await copyFile(at('leaf'), at('crt'));
  await writeFile(at('crt'), await readFile(join(folder, `${authority}.crt`)), { flag: 'a' });
  await chmod(at('key'), 0o600);
}

function authorityConfig(registerFolder: string): string {
  return `[ca]
default_ca = lab
[lab]
new_certs_dir = ${registerFolder}
rand_serial = yes
database = ${join(registerFolder, 'index.txt')}
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
`;
}

/** GeneralizedTime, as in 20260101000000Z. */
function asn1Time(daysFromNow: number): string {
  const time = new Date(Date.now() + daysFromNow * DAY_MS).toISOString();
  return `${time.slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}
