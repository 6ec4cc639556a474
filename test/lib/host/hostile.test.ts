import fc from 'fast-check';
import { test } from 'tap';
import { cgroupModeOf, enabledControllers } from '#lib/host/cgroups.ts';
import { whyNoNodeName } from '#lib/host/host-name.ts';
import { moduleState } from '#lib/host/kernel-module.ts';
import { parseKeyValues } from '#lib/host/key-values.ts';
import { parseLimit } from '#lib/host/limits.ts';
import { isExempt } from '#lib/host/no-proxy.ts';
import {
  aptProxy,
  dnfProxy,
  environmentFiles,
  proxyAddress,
  unitEnvironment,
  withoutPasswords,
} from '#lib/host/proxy-setting.ts';
import { parseReleaseNumber } from '#lib/host/release-number.ts';
import { parseFstabSwaps, parseSwaps } from '#lib/host/swap.ts';
import {
  chronyIncludes,
  hasReferenceClock,
  serversOfDaemon,
  serversOfTimesyncd,
} from '#lib/ntp/time-servers.ts';
import { parseUfwRules } from '#lib/packet-filter/ufw.ts';

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  parseSwaps,
  parseFstabSwaps,
  cgroupModeOf,
  enabledControllers,
  parseKeyValues,
  whyNoNodeName,
  parseReleaseNumber,
  withoutPasswords,
  proxyAddress,
  unitEnvironment,
  environmentFiles,
  aptProxy,
  dnfProxy,
  chronyIncludes,
  hasReferenceClock,
  parseUfwRules,
  serversOfTimesyncd: (text) => serversOfTimesyncd([text]),
  serversOfDaemon: (text) => serversOfDaemon(text, 'chrony'),
  limits: (text) => parseLimit(text, 'Max open files'),
  modules: (text) =>
    moduleState('overlay', { loaded: text, builtIn: text, loadable: text, settings: text }),
  noProxy: (text) => isExempt(text, '10.0.0.0/8'),
};

/** What a reader that goes back and forth would be slow with. */
const PIECES = [
  ' ',
  '\n',
  '=',
  '"',
  'a',
  'Environment=',
  'server ',
  '\t',
  '#',
  '@',
  ',',
  '\\040',
  '/',
  'install ',
];

for (const [name, read] of Object.entries(READERS)) {
  test(`${name} reads anything, and quickly`, (t) => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        read(text);
        return true;
      }),
    );
    const startedMs = performance.now();
    for (const piece of PIECES) {
      read(piece.repeat(100_000 / piece.length));
      read(`a=${piece.repeat(100_000 / piece.length)}x`);
    }
    t.ok(performance.now() - startedMs < 10_000);
    t.end();
  });
}

const EXEMPT: readonly (readonly [noProxy: string, need: string, isExempt: boolean])[] = [
  ['10.0.0.0/8', '10.85.0.0/16', true],
  ['10.85.0.0/17', '10.85.0.0/16', false],
  ['localhost, 10.80.0.0/12', '10.80.0.0/16', true],
  ['169.254.169.254', '169.254.169.254', true],
  ['169.254.0.0/16', '169.254.170.23', true],
  ['.amazonaws.com', 'a.eks.amazonaws.com', true],
  ['amazonaws.com', 'a.eks.amazonaws.com', true],
  ['.amazonaws.com', 'amazonaws.com', false],
  ['*.amazonaws.com', 'a.eks.AMAZONAWS.com', true],
  ['amazonaws.com:443', 'amazonaws.com', true],
  ['notamazonaws.com', 'amazonaws.com', false],
  ['10.*', '10.85.0.0/16', false],
  ['*', '10.85.0.0/16', true],
  ['', '10.85.0.0/16', false],
];

test('NO_PROXY is read as Go reads it', (t) => {
  for (const [noProxy, need, expected] of EXEMPT) {
    t.equal(isExempt(noProxy, need), expected, `${noProxy} for ${need}`);
  }
  t.end();
});

test('a password goes, whatever is in it', (t) => {
  const rows = {
    'http://proxy:3128': 'http://proxy:3128',
    'http://joe:pw@proxy:3128/': 'http://***@proxy:3128/',
    'http://joe:p@w@proxy:3128': 'http://***@proxy:3128',
    'http://joe:p/w@proxy:3128': 'http://***@proxy:3128',
    'joe:pw@proxy:3128': '***@proxy:3128',
  };
  for (const [setting, expected] of Object.entries(rows)) {
    t.equal(withoutPasswords(setting), expected);
    t.equal(proxyAddress(setting), 'proxy:3128', setting);
  }
  t.end();
});
