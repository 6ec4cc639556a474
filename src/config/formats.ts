import { parseAddress, parseCidr } from '#lib/cidr/parse.ts';
import { parseMountOptions } from '#lib/nfs/parse-mount-options.ts';
import { pemCertificates } from '#lib/https/pem.ts';
import { parseDuration } from '#lib/quantity/duration.ts';
import { parseRate } from '#lib/quantity/rate.ts';
import { parseShare } from '#lib/quantity/share.ts';
import { parseSize } from '#lib/quantity/size.ts';
import { isImage } from '#lib/registry/image-name.ts';
import { isUrlPath } from '#lib/https/url-path.ts';

/** A format of the config's texts: why a text does not fit, and what would. */
export interface TextFormat {
  readonly name: string;
  /** Returns what is wrong, to be read after the quoted text; undefined when it fits. */
  readonly whyNot: (text: string) => string | undefined;
  readonly example: string;
}

const DNS_NAME =
  /^(?=.{1,253}\.?$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?$/i;
const ALL_DIGITS = /^[\d.]+$/;

export const FORMATS: readonly TextFormat[] = [
  {
    name: 'cidr',
    whyNot: (text) => reason(parseCidr(text, { hostBits: 'mask' })),
    example: 'a CIDR such as 10.1.0.0/16',
  },
  { name: 'ipv4', whyNot: whyNoIpv4, example: 'an IPv4 address such as 10.80.1.10' },
  {
    name: 'host',
    whyNot: (text) => (isHost(text) ? undefined : 'is neither an IPv4 address nor a host name'),
    example: 'an address such as 10.20.1.10, or a name',
  },
  { name: 'place', whyNot: whyNoPlace, example: 'a host such as 10.20.1.10, or host:port' },
  {
    name: 'address-place',
    whyNot: whyNoAddressPlace,
    example: 'an address such as 10.20.1.53, or address:port',
  },
  {
    name: 'address-and-port',
    whyNot: (text) => (/:\d+$/.test(text) ? whyNoAddressPlace(text) : 'has no port'),
    example: 'address:port, such as 10.85.3.7:9443',
  },
  {
    name: 'url-path',
    whyNot: (text) => (isUrlPath(text) ? undefined : 'is no path of a URL'),
    example: 'a path such as /validate',
  },
  {
    name: 'service-address',
    whyNot: (text) => (text === 'inferred' ? undefined : whyNoAddressPlace(text)),
    example: 'an address such as 172.20.0.10, address:port, or inferred',
  },
  {
    name: 'endpoint',
    whyNot: (text) => (isHost(hostOfEndpoint(text)) ? undefined : 'is no host name or https URL'),
    example: 'the API endpoint, such as 0a1b.gr7.eu-west-1.eks.amazonaws.com',
  },
  {
    name: 'duration',
    whyNot: (text) => reason(parseDuration(text)),
    example: 'a duration such as 30s',
  },
  {
    name: 'port-range',
    whyNot: whyNoPortRange,
    example: 'a range of ports such as 30000-30999',
  },
  { name: 'rate', whyNot: (text) => reason(parseRate(text)), example: 'a rate such as 10Gbps' },
  {
    name: 'share',
    whyNot: (text) => reason(parseShare(text)),
    example: 'a percentage such as 0.01%',
  },
  {
    name: 'folder',
    whyNot: whyNoAbsolutePath,
    example: 'a path from the root, such as /exports/models',
  },
  {
    name: 'nfs-options',
    whyNot: whyNoNfsOptions,
    example: 'options of nfs(5), such as vers=4.1,hard,timeo=600',
  },
  { name: 'size', whyNot: (text) => reason(parseSize(text)), example: 'a size such as 1MiB' },
  {
    name: 'path',
    whyNot: (text) => (/^\/[^\0]+$/.test(text) ? undefined : 'is no absolute path'),
    example: 'a path such as /etc/pki/company-ca.crt',
  },
  {
    name: 'image',
    whyNot: (text) => (isImage(text) ? undefined : 'is no name of an image in a registry'),
    example: 'an image without its registry, such as library/pause:3.10',
  },
  {
    name: 'authority',
    whyNot: (text) =>
      text.startsWith('file:/') || pemCertificates(text).length > 0
        ? undefined
        : 'is neither a certificate nor the path of one',
    example: 'file:/path, PEM, or base64 of PEM as AWS hands it out',
  },
  { name: 'date', whyNot: whyNoDate, example: 'a day such as 2027-01-31' },
  {
    name: 'secret-reference',
    whyNot: (text) =>
      /^(env:[A-Za-z_][A-Za-z0-9_]*|file:\/.+)$/.test(text)
        ? undefined
        : 'is no reference to a secret',
    example: 'env:NAME or file:/path; the secret itself never stands in a config',
  },
];

/** As NFS takes it: LOOKUP has no name for `..`, and mount(2) takes a page. */
function whyNoAbsolutePath(text: string): string | undefined {
  const names = text.split('/').slice(1);
  const isPlain = /^\/[^\p{Cc}]{0,1000}$/u.test(text);
  return isPlain && !names.includes('..') ? undefined : 'is no path from the root';
}

function whyNoNfsOptions(text: string): string | undefined {
  const parsed = parseMountOptions(text);
  return parsed.ok ? undefined : `is not for NFS: ${parsed.problem.option} ${parsed.problem.what}`;
}

/** Splits `host:port`; the port is undefined where none is given. */
export function splitPlace(text: string): { readonly host: string; readonly port?: number } {
  const [, host = text, port] = /^(.*):(\d+)$/.exec(text) ?? [];
  return port === undefined ? { host } : { host, port: Number(port) };
}

/** Returns the host of `https://host/`, or the text itself. */
export function hostOfEndpoint(text: string): string {
  return text.replace(/^https:\/\//, '').replace(/\/$/, '');
}

function reason(parsed: { readonly ok: true } | { readonly ok: false; readonly why: string }) {
  return parsed.ok ? undefined : parsed.why;
}

function whyNoIpv4(text: string): string | undefined {
  return text.includes(':') ? 'is no IPv4 address of four octets' : reason(parseAddress(text));
}

function isHost(text: string): boolean {
  return ALL_DIGITS.test(text) ? whyNoIpv4(text) === undefined : DNS_NAME.test(text);
}

function whyNoPlace(text: string): string | undefined {
  const { host, port } = splitPlace(text);
  if (!isHost(host)) return 'is neither an IPv4 address nor a host name';
  return port !== undefined && (port < 1 || port > 65535)
    ? 'has a port outside 1 to 65535'
    : undefined;
}

function whyNoAddressPlace(text: string): string | undefined {
  return whyNoIpv4(splitPlace(text).host) ?? whyNoPlace(text);
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Says why a text is no day of the calendar; undefined when it is one. */
export function whyNoDate(text: string): string | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return 'is no day of the form year-month-day';
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  return day >= 1 && day <= daysOf(year, month) ? undefined : 'is not in the calendar';
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && !isLeap ? 28 : (DAYS[month - 1] ?? 0);
}

const HIGHEST_PORT = 65_535;

/** More are no list of ports any more, and a report of its own each. */
const MOST_PORTS = 4096;

function whyNoPortRange(text: string): string | undefined {
  const [, from = '', to = ''] = /^([1-9]\d{0,4})-([1-9]\d{0,4})$/.exec(text) ?? [];
  if (from === '' || Number(to) > HIGHEST_PORT) return 'is no range of ports';
  if (Number(from) > Number(to)) return 'is no range: it ends before it begins';
  return Number(to) - Number(from) >= MOST_PORTS ? `is longer than ${MOST_PORTS} ports` : undefined;
}
