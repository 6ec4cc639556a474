import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { der, oid, TAG, time } from './der.ts';

/** A key with its certificate, as node:tls takes them. */
export interface Identity {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly key: string;
  readonly cert: string;
}

export interface Leaf {
  /** Common name. */
  readonly name: string;
  /** DNS names and IPv4 addresses that it is for. */
  readonly names: readonly string[];
  /** Days from now; both may lie in the past. */
  readonly validDays?: readonly [from: number, to: number];
}

const DAY_MS = 86_400_000;
const CURRENT = [-1, 365] as const;

/** Makes an authority that signs for itself, fresh at every call: no key lies in any file. */
export function createAuthority(name: string): Identity {
  const keys = newKeys();
  const basicConstraints = extension('2.5.29.19', der(TAG.sequence, isTrue()), isTrue());
  const body = { subject: name, issuer: name, keys, extensions: [basicConstraints] };
  return identity(name, keys, certificate({ ...body, validDays: CURRENT }, keys.privateKey));
}

/** Makes a server's certificate that `authority` signs. */
export function issue(authority: Identity, { name, names, validDays = CURRENT }: Leaf): Identity {
  const keys = newKeys();
  const extensions = [extension('2.5.29.17', der(TAG.sequence, ...names.map(generalName)))];
  const body = { subject: name, issuer: authority.name, keys, extensions, validDays };
  const own = identity(name, keys, certificate(body, authority.privateKey));
  return { ...own, cert: own.cert + authority.cert };
}

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function identity(name: string, { privateKey }: Keys, bytes: Buffer): Identity {
  // No empty line at the end, where the length is a multiple of the lines': OpenSSL would not read it.
  const base64 = bytes.toString('base64').replaceAll(/(.{64})(?!$)/g, '$1\n');
  return {
    ...{ name, privateKey },
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

interface Body {
  readonly subject: string;
  readonly issuer: string;
  readonly keys: Keys;
  readonly extensions: readonly Buffer[];
  readonly validDays: readonly [number, number];
}

const ECDSA_WITH_SHA256 = der(TAG.sequence, oid('1.2.840.10045.4.3.2'));
const SERIAL_BYTES = 16;

/** RFC 5280 §4.1. */
function certificate(
  { subject, issuer, keys, extensions, validDays }: Body,
  signer: KeyObject,
): Buffer {
  const [from, to] = validDays.map((days) => time(new Date(Date.now() + days * DAY_MS)));
  const signed = der(
    TAG.sequence,
    der(0xa0, der(TAG.integer, Buffer.from([2]))), // version 3
    der(TAG.integer, Buffer.from([1]), randomBytes(SERIAL_BYTES)),
    ECDSA_WITH_SHA256,
    commonName(issuer),
    der(TAG.sequence, from ?? Buffer.alloc(0), to ?? Buffer.alloc(0)),
    commonName(subject),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(TAG.sequence, ...extensions)),
  );
  const signature = der(TAG.bitString, Buffer.from([0]), sign('sha256', signed, signer));
  return der(TAG.sequence, signed, ECDSA_WITH_SHA256, signature);
}

function commonName(name: string): Buffer {
  const part = der(TAG.sequence, oid('2.5.4.3'), der(TAG.utf8, Buffer.from(name)));
  return der(TAG.sequence, der(TAG.set, part));
}

function extension(id: string, value: Buffer, critical?: Buffer): Buffer {
  const parts = critical === undefined ? [] : [critical];
  return der(TAG.sequence, oid(id), ...parts, der(TAG.octetString, value));
}

function isTrue(): Buffer {
  return der(TAG.boolean, Buffer.from([0xff]));
}

function generalName(name: string): Buffer {
  if (isIP(name) === 4) return der(0x87, Buffer.from(name.split('.').map(Number)));
  return der(0x82, Buffer.from(name));
}
