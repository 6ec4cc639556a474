import { parseAddress } from '../cidr/parse.ts';
import type { TextRule } from '../fields/fault.ts';
import type { Field } from '../fields/fields.ts';
import { isUrlPath } from '../https/url-path.ts';

/** RFC 1123 as Kubernetes takes it (apimachinery, IsDNS1123Subdomain): such a name may stand in a command. */
const NAME: TextRule = {
  whyNot: (text) =>
    /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(text)
      ? undefined
      : 'is no name of Kubernetes',
  example: 'a name such as cert-manager-webhook',
};

const ADDRESS: TextRule = {
  whyNot: (text) => {
    const parsed = parseAddress(text);
    return parsed.ok ? undefined : parsed.why;
  },
  example: 'an address such as 10.85.3.7',
};

const PATH: TextRule = {
  whyNot: (text) => (isUrlPath(text) ? undefined : 'is no path of a URL'),
  example: 'a path such as /validate',
};

const HIGHEST_PORT = 65_535;

/** A name that has to be there. */
export function nameOf(parent: Field, key: string): string | undefined {
  const field = parent.child(key);
  if (!field.isPresent) parent.refuse(`${key} is missing`, AGAIN);
  return field.text(NAME);
}

/** What to do about a file that lacks something. */
export const AGAIN = 'save it again as kubectl prints it: kubectl get … -A -o json > file';

export function addressesOf(list: Field): readonly string[] {
  return list.entries().flatMap((entry) => entry.text(ADDRESS) ?? []);
}

export function pathOf(field: Field): string | undefined {
  return field.text(PATH);
}

export function portOf(field: Field): number | undefined {
  const port = field.integer();
  if (port === undefined || (port >= 1 && port <= HIGHEST_PORT)) return port;
  field.refuse(`${port} is no port`, 'write a number from 1 to 65535');
  return undefined;
}
