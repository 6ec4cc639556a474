import { isIP } from 'node:net';
import { parseAddress } from '#lib/cidr/parse.ts';
import { isExempt } from './no-proxy.ts';

export type ProxyChoice =
  | { readonly kind: 'direct' }
  | {
      readonly kind: 'proxy';
      readonly host: string;
      readonly port: number;
      readonly variable: string;
      /** `user:password`, decoded; a secret. */
      readonly credentials: string | null;
    }
  | { readonly kind: 'unusable'; readonly variable: string; readonly why: string };

type Environment = Readonly<Record<string, string | undefined>>;

const HTTPS_VARIABLES = ['HTTPS_PROXY', 'https_proxy'] as const;
const EXEMPTIONS = ['NO_PROXY', 'no_proxy'] as const;

/**
 * Returns what Go programs (kubelet, containerd, nodeadm, the SSM agent) take for https to this name: HTTPS_PROXY,
 * then https_proxy; HTTP_PROXY counts for http alone. The rules are those of golang.org/x/net/http/httpproxy.
 */
export function proxyFor(name: string, port: number, environment: Environment): ProxyChoice {
  const variable = HTTPS_VARIABLES.find((one) => isSet(environment[one]));
  if (variable === undefined || isLoopback(name)) return { kind: 'direct' };
  const exemption = EXEMPTIONS.find((one) => isSet(environment[one]));
  const exempt = exemption === undefined ? '' : (environment[exemption] ?? '');
  if (isExempt(name, port, exempt)) return { kind: 'direct' };
  return readProxy(variable, environment[variable] ?? '');
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function isLoopback(name: string): boolean {
  if (name === 'localhost') return true;
  if (isIP(name) === 6) {
    const parsed = parseAddress(name);
    return parsed.ok && parsed.address.value === 1n;
  }
  return isIP(name) === 4 && name.startsWith('127.');
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80 };

/** A value without a scheme is that of an HTTP proxy. */
function readProxy(variable: string, value: string): ProxyChoice {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`);
  // What is wrong is said without the value, which may hold a password.
  if (url === null || url.hostname === '') {
    return { kind: 'unusable', variable, why: 'its value is no URL' };
  }
  const defaultPort = DEFAULT_PORTS[url.protocol];
  if (defaultPort === undefined) {
    const scheme = url.protocol.replace(':', '');
    return { kind: 'unusable', variable, why: `proxies of ${scheme}:// are not supported here` };
  }
  return {
    kind: 'proxy',
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? defaultPort : Number(url.port),
    variable,
    credentials: credentialsOf(url),
  };
}

function credentialsOf({ username, password }: URL): string | null {
  if (username === '' && password === '') return null;
  return `${decoded(username)}:${decoded(password)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
