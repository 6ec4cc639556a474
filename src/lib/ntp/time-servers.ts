/** One server that a time daemon is told to ask: an address or a name, and whose setting it is. */
export type TimeServer = { readonly host: string; readonly port: number; readonly daemon: Daemon };
export type Daemon = 'chrony' | 'timesyncd' | 'ntp';

const NTP_PORT = 123;
const MOST_SERVERS = 64;
const HOST = /^[A-Za-z0-9_.:-]{1,253}$/;

/** Reads chrony.conf(5) and its `.sources` files, or ntp.conf(5): they share the lines that name servers. */
export function serversOfDaemon(text: string, daemon: 'chrony' | 'ntp'): readonly TimeServer[] {
  const servers = text.split('\n').flatMap((line) => {
    const [, host = '', rest = ''] =
      /^\s*(?:server|pool|peer)\s+(?:-[46]\s+)?(\S+)(.*)$/i.exec(line) ?? [];
    // ntpd writes clocks that hang on this host as 127.127.type.unit.
    if (!HOST.test(host) || host.startsWith('127.127.')) return [];
    const [, port = NTP_PORT] = /\sport\s+(\d{1,5})\b/.exec(rest) ?? [];
    return [{ host, port: Number(port), daemon }];
  });
  return servers.slice(0, MOST_SERVERS);
}

/** A clock that hangs on this host itself: GPS, PTP, the hypervisor's. */
export function hasReferenceClock(text: string): boolean {
  return /^[ \t]*refclock\s/m.test(text);
}

/** Returns the files and folders that chrony.conf includes, as they are written. */
export function chronyIncludes(text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line) => {
      const [word = '', ...paths] = line.trim().split(/\s+/);
      return /^(confdir|sourcedir|include)$/i.test(word) ? paths : [];
    })
    .filter((path) => path.startsWith('/') && !path.includes('..'))
    .slice(0, 16);
}

/**
 * Reads timesyncd.conf(5) and its drop-ins, in order: a later setting adds, an empty one clears. Without any, those that
 * it was compiled with, which the file of the distribution shows commented out.
 */
export function serversOfTimesyncd(texts: readonly string[]): readonly TimeServer[] {
  const lines = texts.join('\n').split('\n');
  const set = settings(lines, 'NTP');
  const fallback = settings(lines, 'FallbackNTP');
  const compiled = settings(
    lines.map((line) => line.replace(/^#/, '')),
    'FallbackNTP',
  );
  const [hosts = []] = [set, fallback, compiled].filter((list) => list.length > 0);
  return hosts
    .filter((host) => HOST.test(host))
    .slice(0, MOST_SERVERS)
    .map((host) => ({ host, port: NTP_PORT, daemon: 'timesyncd' }));
}

function settings(lines: readonly string[], key: string): readonly string[] {
  return lines.reduce<readonly string[]>((hosts, line) => {
    const [name, value = ''] = line.split('=', 2);
    if (name?.trim() !== key) return hosts;
    const words = value
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    return words.length === 0 ? [] : [...hosts, ...words];
  }, []);
}
