import { EXIT } from '#core/summary.ts';
import { runInHost } from '../../../lab/exec.ts';
import { runInGuest } from '../../../lab/guest/guest.ts';
import { readJournal } from '../../../lab/journal.ts';
import { environmentOf } from '../../../lab/lab.ts';
import type { LabPlace } from '../../../lab/place.ts';
import { requireCore } from '../../../lab/requirements.ts';
import { HOST_NAMES } from '../../../lab/topology/hosts.ts';
import type { Shell } from '../../shell.ts';
import { unknownWord, UsageError } from '../../usage-error.ts';
import { namedLab, tellingLabErrors } from './the-lab.ts';

export interface ExecArguments {
  readonly name: string;
  readonly host: string;
  /** What stands after `--`. */
  readonly '--'?: readonly string[];
}

/** Runs the command with this process's own input and output. Returns its exit code. */
export async function executeExec(argv: ExecArguments, shell: Shell): Promise<number> {
  const [command, ...args] = argv['--'] ?? [];
  if (command === undefined) {
    throw new UsageError('name the command after two dashes: lab exec host -- ip address');
  }
  const words = [...programNamed(command, shell), ...args];
  return tellingLabErrors(async () => {
    await requireCore();
    const place = namedLab(argv, shell);
    await readJournal(place);
    return argv.host === GUEST
      ? inGuest(place, words, shell)
      : inHost(place, argv.host, words, shell);
  });
}

/** Not a namespace but a machine: it has a kernel of its own, and boots for the command. */
const GUEST = 'guest';

async function inHost(
  place: LabPlace,
  name: string,
  words: readonly string[],
  shell: Shell,
): Promise<number> {
  const host = HOST_NAMES.find((known) => known === name);
  if (host === undefined) throw unknownWord('host', name, [...HOST_NAMES, GUEST]);
  const variables = await environmentOf(place, host);
  // The terminal sends its signals to the command as well: it is the one to end.
  const stopListening = shell.onInterrupt(() => undefined);
  try {
    return await runInHost(place, host, words, variables);
  } finally {
    stopListening();
  }
}

async function inGuest(place: LabPlace, command: readonly string[], shell: Shell): Promise<number> {
  const abort = new AbortController();
  let code = 0;
  const stopListening = shell.onInterrupt((signal) => {
    code = signal === 'SIGTERM' ? EXIT.SIGTERM : EXIT.SIGINT;
    abort.abort();
  });
  const { signal } = abort;
  try {
    const [stdout, stderr] = [shell.stdout.stream, shell.stderr.stream];
    return await runInGuest(place, { command, stdout, stderr, signal });
  } catch (error) {
    if (signal.aborted) return code;
    throw error;
  } finally {
    stopListening();
  }
}

/** The lab's host has this machine's files, where this program need not be on the path. */
function programNamed(command: string, { program }: Shell): readonly string[] {
  return command === 'hybrid-preflight' ? program : [command];
}
