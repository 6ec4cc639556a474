import { parseKeyValues, unquoted } from './key-values.ts';

/** What one place says of proxies; null where it says nothing. No password is in it. */
export type ProxySetting = {
  readonly http: string | null;
  readonly https: string | null;
  readonly noProxy: string | null;
};

const NOTHING: ProxySetting = { http: null, https: null, noProxy: null };

/** More is no list of exceptions any more. */
const MOST_CHARACTERS = 4096;

/** Returns a setting without the name and password of a user: everything before the last `@` goes. */
export function withoutPasswords(setting: string): string {
  const at = setting.lastIndexOf('@');
  if (at === -1) return setting.slice(0, MOST_CHARACTERS);
  const [scheme = ''] = /^[a-z][a-z0-9+.-]{0,20}:\/\//i.exec(setting) ?? [];
  return `${scheme}***@${setting.slice(at + 1, at + MOST_CHARACTERS)}`;
}

/** Returns the host and port that a setting names, as two of them are compared. */
export function proxyAddress(setting: string): string {
  const bare = setting.replace(/^[a-z][a-z0-9+.-]{0,20}:\/\//i, '');
  return bare
    .slice(bare.lastIndexOf('@') + 1)
    .replace(/\/.*$/, '')
    .toLowerCase();
}

/** Reads the variables that programs heed: small letters come first, as in curl and Go. */
export function settingOf(variables: ReadonlyMap<string, string>): ProxySetting {
  const value = (name: string): string | null => {
    const found = variables.get(name) ?? variables.get(name.toUpperCase());
    return found === undefined || found === '' ? null : withoutPasswords(found);
  };
  return { http: value('http_proxy'), https: value('https_proxy'), noProxy: value('no_proxy') };
}

/** Returns the variables that are spelled twice, and not alike. */
export function conflicts(variables: ReadonlyMap<string, string>): readonly string[] {
  return ['http_proxy', 'https_proxy', 'no_proxy'].filter((name) => {
    const [small, capital] = [variables.get(name), variables.get(name.toUpperCase())];
    return small !== undefined && capital !== undefined && small !== capital;
  });
}

/** Reads `Environment=` of systemd.exec(5): several assignments a line, each perhaps in quotes. */
export function unitEnvironment(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\n').flatMap((line) => {
    const [, list = ''] = /^Environment=(.*)$/.exec(line.trim()) ?? [];
    return [...list.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+(?:"[^"]*")?)/g)].map(
      ([, double, single, plain]) => double ?? single ?? plain ?? '',
    );
  });
  return parseKeyValues(pairs.join('\n'));
}

/** Returns the files that a unit reads its environment from. */
export function environmentFiles(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line) => /^EnvironmentFile=-?(\/[^\s"*?]+)$/.exec(line.trim())?.[1] ?? [])
    .slice(0, 8);
}

/** Reads apt.conf(5): `Acquire::http::Proxy "…";`, or its last word inside of braces. */
export function aptProxy(text: string): ProxySetting {
  return text.split('\n').reduce((found, line) => {
    const match = /^(?:Acquire::)?(?:(https?)::)?Proxy\s+"([^"]+)"/i.exec(line.trim());
    const [, scheme = 'http', value] = match ?? [];
    if (value === undefined || value === 'DIRECT') return found;
    return { ...found, [scheme.toLowerCase()]: withoutPasswords(value) };
  }, NOTHING);
}

/** Reads `proxy=` of dnf.conf(5), which stands for both schemes. */
export function dnfProxy(text: string): ProxySetting {
  const [, value = ''] = /^[ \t]*proxy[ \t]*=[ \t]*(\S+)/m.exec(text) ?? [];
  if (value === '' || value === '_none_') return NOTHING;
  const proxy = withoutPasswords(unquoted(value));
  return { http: proxy, https: proxy, noProxy: null };
}
