/** Where images are pulled from in the place of a registry. */
export type RegistryMirror = {
  /** `docker.io` */
  readonly registry: string;
  /** Host names or addresses; what a URL holds beside them may be a secret. */
  readonly hosts: readonly string[];
  /** of the text, from 1 */
  readonly line: number;
};

export type Registries = {
  readonly mirrors: readonly RegistryMirror[];
  /** The folders whose hosts.toml files say more. */
  readonly configPath: string | null;
};

/** Either name of the CRI plugin's images part: containerd 1 and 2. */
const REGISTRY =
  /^plugins\.(?:"io\.containerd\.grpc\.v1\.cri"|'io\.containerd\.grpc\.v1\.cri'|"io\.containerd\.cri\.v1\.images"|'io\.containerd\.cri\.v1\.images')\.registry(?:\.mirrors\.(?:"([^"]{1,253})"|'([^']{1,253})'|([\w-]{1,253})))?$/;

/** More lines than a config of containerd has. */
const MOST_LINES = 5000;

/** A list of endpoints that goes on longer is none. */
const MOST_LIST_LINES = 50;

/**
 * Reads the registry part of a config of containerd (TOML): mirrors and config_path, and nothing else, credentials
 * least of all. What it does not understand it passes over.
 */
export function readRegistries(text: string): Registries {
  const lines = text.split('\n', MOST_LINES).map(withoutComment);
  const mirrors: RegistryMirror[] = [];
  let table: Table | undefined;
  let configPath: string | null = null;
  lines.forEach((line, index) => {
    const header = /^\[([^[].*)\]$/.exec(line);
    if (header !== null) table = tableOf(header[1] ?? '');
    else if (line.startsWith('[[')) table = undefined;
    if (table === undefined) return;
    if (table.mirrorOf === null) configPath ??= stringAfter(line, 'config_path');
    else if (/^endpoint\s*=/.test(line)) {
      const hosts = stringsIn(listFrom(lines, index)).flatMap(hostOf);
      mirrors.push({ registry: table.mirrorOf, hosts, line: index + 1 });
    }
  });
  return { mirrors, configPath };
}

/** The table that the lines below a header belong to. */
type Table = { readonly mirrorOf: string | null };

function tableOf(header: string): Table | undefined {
  const compact = header.replaceAll(/\s*\.\s*/g, '.').trim();
  // Dots between quotes have no spaces around them in any name that is known here.
  const match = REGISTRY.exec(compact);
  return match === null ? undefined : { mirrorOf: match[1] ?? match[2] ?? match[3] ?? null };
}

function stringAfter(line: string, key: string): string | null {
  return line.startsWith(key) ? (stringsIn(line)[0] ?? null) : null;
}

function listFrom(lines: readonly string[], index: number): string {
  const some = lines.slice(index, index + MOST_LIST_LINES);
  const end = some.findIndex((line) => line.includes(']'));
  const list = some.slice(0, end + 1);
  // A bracket that closes a header below closes no list.
  return list.some((line) => line.startsWith('[')) ? (some[0] ?? '') : list.join(' ');
}

function stringsIn(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]{0,2000})"|'([^']{0,2000})'/g)].map(
    ([, double, single]) => double ?? single ?? '',
  );
}

/** A `#` inside quotes is none of TOML's comments. */
function withoutComment(line: string): string {
  return line.replace(/^((?:[^"'#]|"[^"]*"|'[^']*')*)#.*$/, '$1').trim();
}

/** The host of `https://harbor.company.local/v2/docker.io`. */
function hostOf(url: string): readonly string[] {
  const parsed = URL.parse(url.includes('://') ? url : `https://${url}`);
  return parsed === null || parsed.hostname === '' ? [] : [parsed.hostname];
}
