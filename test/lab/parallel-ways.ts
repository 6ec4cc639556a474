import { randomInt } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import type { Test } from 'tap';
import { execute } from '../../src/io/exec.ts';
import { run } from '../../src/lab/program.ts';

/** host – near – (left | right) – far – target; answers come back from far to near by a link of their own. */
const NODES = ['host', 'near', 'left', 'right', 'far', 'target'] as const;
export type Node = (typeof NODES)[number];

/** One end has .1, the other .2, of 10.99.<index>.0/30. */
const LINKS: readonly (readonly [Node, Node])[] = [
  ['host', 'near'],
  ['near', 'left'],
  ['near', 'right'],
  ['left', 'far'],
  ['right', 'far'],
  ['far', 'near'],
  ['far', 'target'],
];

export const NEAR = '10.99.0.2';
export const LEFT = '10.99.1.2';
export const RIGHT = '10.99.2.2';
/** A router answers from where the answer leaves it. */
export const FAR = '10.99.5.1';
export const TARGET = '10.99.6.2';

const ROUTES: readonly (readonly [Node, string])[] = [
  ['host', 'default via 10.99.0.2'],
  ['near', '10.99.6.0/30 nexthop via 10.99.1.2 nexthop via 10.99.2.2'],
  ['left', '10.99.6.0/30 via 10.99.3.2'],
  ['left', '10.99.0.0/30 via 10.99.1.1'],
  ['right', '10.99.6.0/30 via 10.99.4.2'],
  ['right', '10.99.0.0/30 via 10.99.2.1'],
  ['far', '10.99.0.0/30 via 10.99.5.2'],
  ['target', 'default via 10.99.6.1'],
];

const SYSCTLS = [
  'net.ipv4.ip_forward=1',
  'net.ipv4.fib_multipath_hash_policy=1', // by ports too
  'net.ipv4.conf.all.rp_filter=0',
  'net.ipv4.conf.default.rp_filter=0',
];

export type Ways = {
  /** Drops by rules of nft(8), for a hook of a node. */
  readonly drop: (node: Node, hook: string, rule: string) => void;
  /** Changes the network of a node: a line of ip(8). */
  readonly ip: (node: Node, line: string) => Promise<string>;
  /** From now on routers answer as often as they are asked. */
  readonly answerAlways: () => Promise<void>;
  /** Runs a program of the test on the host; what it prints is the answer. */
  readonly onHost: (program: URL, argument: string) => Promise<string>;
};

/** Makes two parallel ways in namespaces. They and all in them are gone when the test is. */
export async function makeWays(t: Test): Promise<Ways> {
  const prefix = `hp-w${process.pid}x${randomInt(10_000)}`;
  const name = (node: Node): string => `${prefix}-${node}`;
  t.teardown(async () => {
    for (const node of NODES) await run('ip', ['netns', 'del', name(node)]).catch(() => undefined);
  });
  const ip = (node: Node, line: string): Promise<string> =>
    run('ip', ['-n', name(node), ...line.split(' ')]);
  const set = (node: Node, ...settings: readonly string[]): Promise<string> =>
    run('ip', ['netns', 'exec', name(node), 'sysctl', '-qw', ...settings]);
  for (const node of NODES) {
    await run('ip', ['netns', 'add', name(node)]);
    await set(node, ...SYSCTLS);
    await ip(node, 'link set lo up');
  }
  for (const [index, [from, to]] of LINKS.entries()) {
    await ip(from, `link add name to-${to} type veth peer name to-${from} netns ${name(to)}`);
    await ip(from, `address add 10.99.${index}.1/30 dev to-${to}`);
    await ip(to, `address add 10.99.${index}.2/30 dev to-${from}`);
  }
  for (const [from, to] of LINKS) {
    await ip(from, `link set to-${to} up`);
    await ip(to, `link set to-${from} up`);
  }
  for (const [node, route] of ROUTES) await ip(node, `route add ${route}`);
  return {
    ip,
    answerAlways: async () => {
      for (const node of NODES) await set(node, 'net.ipv4.icmp_ratelimit=0');
    },
    drop: (node, hook, rule) => {
      const chain = `type filter hook ${hook} priority 0; ${rule} drop;`;
      const input = `table ip lab_${hook} { chain drops { ${chain} }; }\n`;
      execFileSync('ip', ['netns', 'exec', name(node), 'nft', '-f', '-'], { input });
    },
    onHost: async (program, argument) => {
      const command = ['netns', 'exec', name('host'), process.execPath, program.pathname, argument];
      const { signal } = new AbortController();
      const outcome = await execute('ip', command, { timeoutMs: 20_000, signal });
      if (outcome.kind !== 'exited' || outcome.code !== 0) throw new Error(JSON.stringify(outcome));
      return outcome.stdout;
    },
  };
}
