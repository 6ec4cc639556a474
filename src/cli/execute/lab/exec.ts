import { runInHost } from '../../../lab/exec.ts';
import { readJournal } from '../../../lab/journal.ts';
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
  const host = HOST_NAMES.find((known) => known === argv.host);
  if (host === undefined) throw unknownWord('host', argv.host, HOST_NAMES);
  return tellingLabErrors(async () => {
    await requireCore();
    const place = namedLab(argv, shell);
    await readJournal(place);
    // The terminal sends its signals to the command as well: it is the one to end.
    const stopListening = shell.onInterrupt(() => undefined);
    try {
      return await runInHost(place, host, [...programNamed(command, shell), ...args]);
    } finally {
      stopListening();
    }
  });
}

/** The lab's host has this machine's files, where this program need not be on the path. */
function programNamed(command: string, { program }: Shell): readonly string[] {
  return command === 'hybrid-preflight' ? program : [command];
}
