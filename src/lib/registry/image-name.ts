export type ImageName = { readonly repository: string; readonly reference: string };

const WORD = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const IMAGE = new RegExp(
  `^${WORD}(?:/${WORD})*(?::[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@sha256:[0-9a-f]{64})?$`,
);

/** Names are no longer (OCI Distribution, "Pulling manifests"). */
const MOST_CHARACTERS = 255 + 128;

/** True for a name, with a tag or a digest or neither, as OCI Distribution has it; without the registry's. */
export function isImage(text: string): boolean {
  return text.length <= MOST_CHARACTERS && IMAGE.test(text);
}

/** Splits `lab/probe:1.0` and `lab/probe@sha256:…`; without either it is `latest`. */
export function splitImage(text: string): ImageName {
  const [, repository = text, tag, digest] = /^([^:@]+)(?::([^@]+)|@(.+))?$/.exec(text) ?? [];
  return { repository, reference: tag ?? digest ?? 'latest' };
}
