import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { ApiQuestion, ApiRun, Kubelet } from '#core/kubelet.ts';
import { childEnvironment } from '../exec.ts';
import { runProgram } from '../run-program.ts';
import { readCertificate } from './certificate.ts';

/** A node of a hundred images has 30 KB in the API. */
const MOST_BYTES = 1024 * 1024;

/** Beyond the time of the request: what kubectl runs for credentials is not bounded by it. */
const CREDENTIALS_MS = 5000;

/** Where nodeadm puts kubectl; cron and systemd do not look there. */
const MORE_FOLDERS = '/usr/local/bin';

/** This host's kubelet. Tests hand in the folders that programs are found in. */
export function createKubelet({ path }: { readonly path?: string } = {}): Kubelet {
  const environment = { PATH: path ?? `${childEnvironment().PATH}:${MORE_FOLDERS}` };
  const bounds = { mostBytes: MOST_BYTES, environment };
  return {
    version: ({ timeoutMs }, signal) =>
      runProgram('kubelet', ['--version'], { timeoutMs, signal, ...bounds }),
    certificate: readCertificate,
    ask: async (question, signal) => {
      const unread = await unreadKubeconfig(question.kubeconfig);
      if (unread !== undefined) return unread;
      const timeoutMs = question.timeoutMs + CREDENTIALS_MS;
      const run = await runProgram('kubectl', argumentsFor(question), {
        ...{ timeoutMs, signal },
        ...bounds,
      });
      return { kind: 'ran', run };
    },
  };
}

/** `--raw` asks for this path alone: no list of all resources first, and no folder of answers in somebody's home. */
function argumentsFor({ kubeconfig, path, timeoutMs }: ApiQuestion): readonly string[] {
  return ['get', `--kubeconfig=${kubeconfig}`, `--request-timeout=${timeoutMs}ms`, `--raw=${path}`];
}

async function unreadKubeconfig(file: string): Promise<ApiRun | undefined> {
  try {
    await access(file, constants.R_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { kind: 'kubeconfig-absent' }
      : { kind: 'kubeconfig-forbidden' };
  }
}
