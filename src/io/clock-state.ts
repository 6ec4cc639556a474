import { type ClockState, clockStateOf, UNKEPT } from '#lib/stamp/clock-state.ts';
import { execute } from './exec.ts';

/** chronyc asks a daemon on this host: it answers at once, or is not there. */
const TIMEOUT_MS = 1000;

/** Asks chrony how well this host's clock is kept; other daemons tell too little to say that it is. */
export async function readClockState(signal: AbortSignal): Promise<ClockState> {
  const options = { timeoutMs: TIMEOUT_MS, signal };
  const outcome = await execute('chronyc', ['-n', '-c', 'tracking'], options);
  return outcome.kind === 'exited' && outcome.code === 0 ? clockStateOf(outcome.stdout) : UNKEPT;
}
