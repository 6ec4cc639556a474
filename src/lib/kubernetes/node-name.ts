/** RFC 1123 subdomains, as the API takes for a node. */
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

export function isNodeName(name: string): boolean {
  return NAME.test(name);
}

/** Returns the name that the arguments of a kubelet give its node, the last where there are several; null where none. */
export function nameInArguments(text: string): string | null {
  const found = [...text.matchAll(/--hostname-override[= ]([^\s"']{1,300})/g)].at(-1);
  return nameOrNull(found?.[1]);
}

/** Returns the name in the subject of a kubelet's certificate: `CN=system:node:NAME`. */
export function nameInSubject(subject: string): string | null {
  const [, name] = /(?:^|, )CN=system:node:([^\s,]{1,300})/.exec(subject) ?? [];
  return nameOrNull(name);
}

function nameOrNull(name: string | undefined): string | null {
  return name !== undefined && isNodeName(name) ? name : null;
}
