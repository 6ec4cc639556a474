import { EXIT } from '#core/summary.ts';
import { bringUp, describeMissing } from '../../../lab/lab.ts';
import { configFile, type LabPlace } from '../../../lab/place.ts';
import { requireCore } from '../../../lab/requirements.ts';
import type { Shell } from '../../shell.ts';
import { commandOn, namedLab, tellingLabErrors } from './the-lab.ts';

export interface UpArguments {
  readonly name: string;
  readonly strict: boolean;
}

/** Builds the lab and says how to use it. An interrupted build leaves nothing. */
export async function executeUp(argv: UpArguments, shell: Shell): Promise<number> {
  const abort = new AbortController();
  let code = 0;
  const stopListening = shell.onInterrupt((signal) => {
    code = signal === 'SIGTERM' ? EXIT.SIGTERM : EXIT.SIGINT;
    abort.abort(new Error('interrupted'));
  });
  try {
    return await tellingLabErrors(() => up(argv, shell, abort.signal));
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    shell.stderr.write('interrupted: the lab was removed\n');
    return code;
  } finally {
    stopListening();
  }
}

async function up(argv: UpArguments, shell: Shell, signal: AbortSignal): Promise<number> {
  await requireCore();
  const place = namedLab(argv, shell);
  const startedMs = performance.now();
  const missing = await bringUp(place, {
    strict: argv.strict,
    program: shell.program,
    signal,
    onProgress: (step) => {
      shell.stderr.write(`  ${step} …\n`);
    },
  });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  if (missing.length > 0) shell.stderr.write(`${describeMissing(missing)}\n`);
  shell.stdout.write(introduction(place, seconds));
  return 0;
}

function introduction(place: LabPlace, seconds: string): string {
  const run = `hybrid-preflight run --config ${configFile(place)}`;
  return `Lab "${place.name}" is up after ${seconds} s.

Try:
  ${commandOn(place, 'exec host')} -- ${run}
  ${commandOn(place, 'fault')} --list
  ${commandOn(place, 'down')}
`;
}
