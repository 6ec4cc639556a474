import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { CannotMeasure } from '#core/check.ts';
import type { HttpsTrust } from '#core/https.ts';
import { pemCertificates } from '#lib/https/pem.ts';

/** Who is trusted in one exchange. */
export interface Authorities {
  readonly kind: HttpsTrust['kind'];
  readonly context: SecureContext;
  readonly certificates: readonly X509Certificate[];
}

/** Where distributions keep the authorities that Go programs trust, the first that is there (crypto/x509 root_linux.go). */
const HOST_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
] as const;

/** Reads authorities, each once. */
export function createAuthorities(): (trust: HttpsTrust) => Promise<Authorities> {
  const known = new Map<string, Promise<Authorities>>();
  return (trust) => {
    const name = trust.kind === 'host' ? '' : trust.authority;
    const before = known.get(name);
    if (before !== undefined) return before;
    const reading = trust.kind === 'host' ? hostAuthorities() : givenAuthorities(trust.authority);
    known.set(name, reading);
    return reading;
  };
}

async function hostAuthorities(): Promise<Authorities> {
  for (const path of HOST_BUNDLES) {
    const text = await readFile(path, 'utf8').catch(() => '');
    const pems = pemCertificates(text);
    if (pems.length > 0) return authoritiesOf('host', pems);
  }
  // A host without any trusts nobody; to know who answers, those of the browsers do.
  return authoritiesOf('host', rootCertificates);
}

async function givenAuthorities(reference: string): Promise<Authorities> {
  const path = reference.startsWith('file:') ? reference.slice('file:'.length) : undefined;
  const text = path === undefined ? reference : await textOf(path);
  const pems = pemCertificates(text);
  const where = path ?? 'the config';
  if (pems.length === 0) throw unreadable(`There is no certificate in ${where}.`);
  try {
    return authoritiesOf('given', pems);
  } catch (error) {
    throw unreadable(`A certificate in ${where} cannot be read.`, { cause: error });
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw unreadable(`The authority ${path} cannot be read (${code}).`, { cause: error });
  }
}

function unreadable(message: string, options?: ErrorOptions): CannotMeasure {
  const fix =
    'Name certificates in PEM, base64 of them, or a file with them; the cluster’s own: aws eks describe-cluster --query cluster.certificateAuthority.data';
  return new CannotMeasure(message, fix, options);
}

function authoritiesOf(kind: HttpsTrust['kind'], pems: readonly string[]): Authorities {
  return {
    kind,
    context: createSecureContext({ ca: [...pems] }),
    certificates: pems.flatMap((pem) =>
      kind === 'given' ? [new X509Certificate(pem)] : lenient(pem),
    ),
  };
}

/** One odd certificate in a host's bundle is no reason to trust none. */
function lenient(pem: string): readonly X509Certificate[] {
  try {
    return [new X509Certificate(pem)];
  } catch {
    return [];
  }
}
