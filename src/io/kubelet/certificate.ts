import { X509Certificate } from 'node:crypto';
import type { CertificateQuestion, KubeletCertificate, UnreadFile } from '#core/kubelet.ts';
import { pemCertificates } from '#lib/https/pem.ts';
import { readText } from '../host-state/files.ts';
import { anchorOf } from '../https/anchor.ts';
import { createAuthorities } from '../https/authorities.ts';
import { factsOf, oneLine } from '../https/certificate.ts';

/** A kubelet's certificate comes with a few issuers at most. */
const MOST_CERTIFICATES = 8;

/** Reads the kubelet's certificate and who should have signed it. The key that lies behind it in the file stays there. */
export async function readCertificate({
  file,
  authority,
  authorityFile,
}: CertificateQuestion): Promise<KubeletCertificate> {
  const chain = await readChain(file);
  if ('kind' in chain) return { own: chain, authority: null, isSigned: null };
  // Before nodeadm init the config may name an authority that is not there yet: without need it is not read.
  const authorities =
    authority === null ? await readChain(authorityFile) : await namedAuthorities(authority);
  const own = { kind: 'read', certificate: factsOf(chain[0], Date.now()) } as const;
  if ('kind' in authorities) return { own, authority: authorities, isSigned: null };
  return {
    own,
    authority: { kind: 'read', subjects: subjectsOf(authorities) },
    isSigned: anchorOf(chain, { kind: 'given', certificates: authorities }) !== null,
  };
}

type Chain = readonly [X509Certificate, ...X509Certificate[]] | UnreadFile;

/** Only what is between the marks of a certificate is taken out of the file. */
async function readChain(file: string): Promise<Chain> {
  const found = await readText(file);
  if (found.kind === 'absent' || found.kind === 'forbidden') return { kind: found.kind };
  if (found.kind === 'unreadable') return { kind: 'malformed' };
  const pems = pemCertificates(found.text).slice(0, MOST_CERTIFICATES);
  try {
    const [own, ...issuers] = pems.map((pem) => new X509Certificate(pem));
    return own === undefined ? { kind: 'malformed' } : [own, ...issuers];
  } catch {
    return { kind: 'malformed' };
  }
}

async function namedAuthorities(authority: string): Promise<readonly X509Certificate[]> {
  const { certificates } = await createAuthorities()({ kind: 'given', authority });
  return certificates;
}

function subjectsOf(authorities: readonly X509Certificate[]): readonly string[] {
  return authorities.slice(0, MOST_CERTIFICATES).map(({ subject }) => oneLine(subject));
}
