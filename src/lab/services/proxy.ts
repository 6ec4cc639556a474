import { join } from 'node:path';
import { addressOf } from '../topology/hosts.ts';
import { PROXY_NAME } from '../topology/names.ts';
import { defineService } from './service.ts';

export const PROXY_PORT = 3128;

/** Whom the proxy knows where it asks. */
export const PROXY_ACCOUNT = { user: 'preflight', password: 'lab-proxy' } as const;

export type ProxyOptions = {
  /** Names that it connects nobody to. */
  readonly refuses: readonly string[];
  /** It connects those only who show the account. */
  readonly asksAccount: boolean;
};

/** What the host's environment says of the proxy; with the account, where one shows it. */
export function proxyUrl(account?: { readonly user: string; readonly password: string }): string {
  const login = account === undefined ? '' : `${account.user}:${account.password}@`;
  return `http://${login}${PROXY_NAME}:${PROXY_PORT}`;
}

/** The company's way out to the web. */
export const proxy = defineService<ProxyOptions>({
  name: 'proxy',
  host: 'proxy',
  title: 'tinyproxy',
  program: { command: 'tinyproxy', package: 'tinyproxy-bin' },
  healthy: { refuses: [], asksAccount: false },
  setup: ({ folder }, options) => ({
    files: {
      'tinyproxy.conf': config(folder, options),
      // Basic regular expressions, one a line.
      refused: options.refuses.map((name) => `^${name.replaceAll('.', '\\.')}$\n`).join(''),
    },
    args: ['-d', '-c', join(folder, 'tinyproxy.conf')],
    listens: [{ protocol: 'tcp', port: PROXY_PORT, address: addressOf('proxy') }],
  }),
});

function config(folder: string, { refuses, asksAccount }: ProxyOptions): string {
  const { user, password } = PROXY_ACCOUNT;
  return [
    `Port ${PROXY_PORT}`,
    `Listen ${addressOf('proxy')}`,
    'Timeout 60',
    'MaxClients 200',
    'LogLevel Warning',
    'ConnectPort 443',
    ...(refuses.length === 0 ? [] : [`Filter "${join(folder, 'refused')}"`]),
    ...(asksAccount ? [`BasicAuth ${user} ${password}`] : []),
    '',
  ].join('\n');
}
