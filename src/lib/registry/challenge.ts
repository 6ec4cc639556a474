import type { Challenge } from '#core/registry.ts';

/** Longer ones are no challenge of a registry. */
const MOST_CHARACTERS = 4096;

/** Reads WWW-Authenticate (RFC 9110 §11.6.1): the first challenge that registries use, or what there is instead. */
export function readChallenge(header: string | undefined): Challenge | null {
  if (header === undefined || header.length > MOST_CHARACTERS) return null;
  const [, scheme = '', rest = ''] =
    /^\s*([A-Za-z][A-Za-z0-9-]{0,30})(?:\s+(.*))?$/.exec(header) ?? [];
  switch (scheme.toLowerCase()) {
    case '':
      return null;
    case 'basic':
      return { kind: 'basic' };
    case 'bearer':
      return bearerOf(rest);
    default:
      return { kind: 'other', scheme };
  }
}

function bearerOf(text: string): Challenge {
  const values = new Map<string, string>();
  for (const [, name = '', quoted, bare] of text.matchAll(
    /([A-Za-z_-]+)=(?:"([^"]*)"|([^",\s]+))/g,
  )) {
    values.set(name.toLowerCase(), quoted ?? bare ?? '');
  }
  const realm = values.get('realm');
  if (realm === undefined) return { kind: 'other', scheme: 'bearer' };
  return { kind: 'bearer', realm, service: values.get('service') ?? null };
}
