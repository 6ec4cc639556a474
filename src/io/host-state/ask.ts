import type { HostQuestion, Told } from '#core/host-state.ts';
import { execute } from '../exec.ts';

/** Each asks a daemon or the kernel: it answers in milliseconds, or hangs. */
const TIMEOUT_MS = 5000;

const WHY_CHARACTERS = 300;

/** Runs one of the programs that only look. */
export async function askHost(question: HostQuestion, signal: AbortSignal): Promise<Told> {
  const [command, ...args] = commandOf(question);
  const outcome = await execute(command, args, { timeoutMs: TIMEOUT_MS, signal });
  switch (outcome.kind) {
    case 'not-found':
      return { kind: 'none' };
    case 'exited':
      return outcome.code === 0
        ? { kind: 'told', text: outcome.stdout }
        : { kind: 'refused', why: outcome.stderr.trim().slice(0, WHY_CHARACTERS) };
    case 'killed':
    case 'timeout':
    case 'forbidden':
    case 'too-much-output':
      return { kind: 'refused', why: outcome.kind };
  }
}

function commandOf(question: HostQuestion): readonly [string, ...string[]] {
  switch (question.kind) {
    case 'nft-ruleset':
      return ['nft', '-j', 'list', 'ruleset'];
    case 'containerd-version':
      return ['containerd', '--version'];
    case 'chrony-tracking':
      return ['chronyc', '-n', '-c', 'tracking'];
    case 'unit':
      return [
        'systemctl',
        'show',
        `${question.unit}.service`,
        '--property=LoadState,ActiveState,UnitFileState',
      ];
  }
}
