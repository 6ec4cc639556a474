import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Test } from 'tap';
import type { Identity } from '../../src/demo/certificate.ts';
import { type LabPlace, namespaceOf, namespacePrefix } from '../../src/lab/place.ts';
import { run } from '../../src/lab/program.ts';
import { inside } from './lab-world.ts';

const SERVER = new URL('webhook-inside.ts', import.meta.url).pathname;

export interface WebhookPod {
  /** Serves TLS in the pod in the place of what it served before; null: nothing. */
  serve(identity: Identity | null): Promise<void>;
}

/** A pod behind the lab's host, as a network plugin makes one: a namespace of its own, and a route at the host. */
export async function startPod(
  t: Test,
  place: LabPlace,
  { address, port }: { readonly address: string; readonly port: number },
): Promise<WebhookPod> {
  const pod = `${namespacePrefix(place)}pod`;
  const host = namespaceOf(place, 'host');
  const ip = (...words: readonly string[]) => run('ip', words);
  await ip('netns', 'add', pod);
  t.teardown(() => ip('netns', 'del', pod));
  await ip(...`-n ${host} link add pod0 type veth peer name eth0 netns ${pod}`.split(' '));
  await ip(...`-n ${host} link set pod0 up`.split(' '));
  await ip(...`-n ${host} route add ${address}/32 dev pod0`.split(' '));
  await ip(...`-n ${pod} link set eth0 up`.split(' '));
  await ip(...`-n ${pod} addr add ${address}/32 dev eth0`.split(' '));
  await ip(...`-n ${pod} route add 10.80.1.10/32 dev eth0`.split(' '));
  await ip(...`-n ${pod} route add default via 10.80.1.10 dev eth0`.split(' '));
  await inside(place, 'host', 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
  let stop = async (): Promise<void> => undefined;
  t.teardown(() => stop());
  return {
    serve: async (identity) => {
      await stop();
      stop = identity === null ? async () => undefined : await startServer(pod, port, identity);
    },
  };
}

async function startServer(
  pod: string,
  port: number,
  { key, cert }: Identity,
): Promise<() => Promise<void>> {
  const child = spawn('ip', ['netns', 'exec', pod, process.execPath, SERVER], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify({ port, key, cert }));
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
}
