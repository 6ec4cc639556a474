const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** What a node's name may be: a label of a host, and all of it no longer than one (RFC 1123 §2.1). */
const MOST_CHARACTERS = 63;

/** Says why a host name cannot name a node; null where it can. */
export function whyNoNodeName(name: string): string | null {
  if (name === '') return 'is empty';
  if (name.length > MOST_CHARACTERS) {
    return `has ${name.length} characters, and ${MOST_CHARACTERS} are the most`;
  }
  if (name !== name.toLowerCase()) return 'has capital letters';
  if (name.split('.').every((label) => LABEL.test(label))) return null;
  return 'has more in it than small letters, digits, and dashes between them';
}

/** A name that stands for whatever host says it. */
export function isLocalhost(name: string): boolean {
  return /^(localhost|ip6-localhost|localhost[46]?\.localdomain[46]?)$/i.test(name);
}

export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address === '0:0:0:0:0:0:0:1';
}
