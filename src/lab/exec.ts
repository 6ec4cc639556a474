import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { namespaceOf, type LabPlace } from './place.ts';
import type { HostName } from './topology/hosts.ts';

/**
 * Runs a command in a host's network, with its name servers and variables, on this process's own input and output.
 * Returns its exit code, as a shell would: 128 and the signal's number if a signal ended it.
 */
export async function runInHost(
  place: LabPlace,
  host: HostName,
  command: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn('ip', ['netns', 'exec', namespaceOf(place, host), ...command], {
    stdio: 'inherit',
    env: { ...withoutProxies(process.env), ...variables },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

const PROXY = /^(?:https?|all|no)_proxy$/i;

/** Returns the environment without the proxies of the machine: no host of a lab gets to them. */
export function withoutProxies(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !PROXY.test(name)));
}
