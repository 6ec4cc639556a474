import { isTable, textsOf } from '../containerd/config.ts';
import { parseToml } from '../toml/parse.ts';
import type { TomlTable } from '../toml/table.ts';

export type HostsFile =
  | {
      readonly kind: 'read';
      /** Files of authorities, as they are written: relative ones to the folder of the file. */
      readonly authorities: readonly string[];
      readonly skipsVerification: boolean;
    }
  | { readonly kind: 'broken'; readonly why: string };

/** Reads hosts.toml for one registry, `host` or `host:port` (containerd, docs/hosts.md). */
export function readHostsFile(text: string, registry: string): HostsFile {
  const parsed = parseToml(text);
  if (!parsed.ok) return { kind: 'broken', why: `line ${parsed.line}: ${parsed.why}` };
  const { host } = parsed.table;
  const own = Object.entries(isTable(host) ? host : {}).flatMap(([name, table]) =>
    isTable(table) && authorityOf(name) === authorityOf(registry) ? [table] : [],
  );
  const tables: readonly TomlTable[] = [parsed.table, ...own];
  return {
    kind: 'read',
    authorities: tables.flatMap(({ ca }) => textsOf(ca)),
    skipsVerification: tables.some(({ skip_verify: skip }) => skip === true),
  };
}

/** `https://Harbor.example.com:443/v2` and `harbor.example.com` are one. */
function authorityOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/^https:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/:443$/, '');
}

/** Where containerd looks for the file, in its order: by host and port, by host, for all. */
export function hostsFolders(host: string, port: number): readonly string[] {
  const own =
    port === 443 ? [host, `${host}_443_`, `${host}:443`] : [`${host}_${port}_`, `${host}:${port}`];
  return [...own, '_default'];
}
