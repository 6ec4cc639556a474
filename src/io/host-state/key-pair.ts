import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { CertificateFacts, KeyPairFacts } from '#core/host-state.ts';
import { readBytes } from './files.ts';

/** A chain has a handful. */
const MOST_CERTIFICATES = 10;

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Reads a certificate and its key. What the key is stays here: no bytes of it, and no error that could quote them. */
export async function readKeyPair(certificateFile: string, keyFile: string): Promise<KeyPairFacts> {
  const chain = await readChain(certificateFile);
  return {
    certificate: typeof chain === 'string' ? { kind: chain } : chainFacts(chain),
    key: await keyFacts(keyFile, typeof chain === 'string' ? undefined : chain[0]),
  };
}

type Unread = 'absent' | 'forbidden' | 'malformed';

async function readChain(file: string): Promise<readonly X509Certificate[] | Unread> {
  const bytes = await bytesOf(file);
  if (typeof bytes === 'string') return bytes;
  const parts = bytes.toString('latin1').match(PEM_CERTIFICATE) ?? [];
  try {
    const chain = parts.slice(0, MOST_CERTIFICATES).map((part) => new X509Certificate(part));
    return chain.length === 0 ? 'malformed' : chain;
  } catch {
    return 'malformed';
  }
}

async function bytesOf(file: string): Promise<Buffer | Unread> {
  try {
    return (await readBytes(file)) ?? 'malformed';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
    return code === 'EACCES' || code === 'EPERM' ? 'forbidden' : 'malformed';
  }
}

function chainFacts(chain: readonly X509Certificate[]): KeyPairFacts['certificate'] {
  const isChained = chain.every((one, index) => {
    const issuer = chain[index + 1];
    return issuer === undefined || isSignedBy(one, issuer);
  });
  return { kind: 'read', chain: chain.map(factsOf), isChained };
}

function isSignedBy(one: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return one.checkIssued(issuer) && one.verify(issuer.publicKey);
  } catch {
    return false; // a key of a kind that cannot have signed it
  }
}

function factsOf(one: X509Certificate): CertificateFacts {
  return {
    subject: oneLine(one.subject),
    issuer: oneLine(one.issuer),
    notBeforeMs: one.validFromDate.getTime(),
    notAfterMs: one.validToDate.getTime(),
    notBefore: dayOf(one.validFromDate),
    notAfter: dayOf(one.validToDate),
    isAuthority: one.ca,
  };
}

/** A date that ISO cannot write is none that anybody relies on. */
function dayOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString().slice(0, 10);
}

const NAME_CHARACTERS = 200;

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ').slice(0, NAME_CHARACTERS);
}

async function keyFacts(
  file: string,
  certificate: X509Certificate | undefined,
): Promise<KeyPairFacts['key']> {
  const bytes = await bytesOf(file);
  if (typeof bytes === 'string') return { kind: bytes };
  const key = privateKeyOf(bytes);
  if (key === undefined) return { kind: isEncrypted(bytes) ? 'encrypted' : 'malformed' };
  const { mode } = await stat(file);
  return {
    kind: 'read',
    algorithm: key.asymmetricKeyType ?? 'unknown',
    bits: key.asymmetricKeyDetails?.modulusLength ?? null,
    matches: certificate === undefined ? null : certificate.checkPrivateKey(key),
    mode: (mode & 0o777).toString(8).padStart(3, '0'),
  };
}

function privateKeyOf(bytes: Buffer): KeyObject | undefined {
  try {
    return createPrivateKey(bytes);
  } catch {
    return undefined;
  }
}

function isEncrypted(bytes: Buffer): boolean {
  return /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(
    bytes.subarray(0, 4096).toString('latin1'),
  );
}
