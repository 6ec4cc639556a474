import { ntp } from '../services/chrony.ts';
import { type Fault, faultsOf } from './fault.ts';

/** Every host of the lab shares the machine's clock, so it is the time server that is wrong. */
export const CLOCK_FAULTS: readonly Fault[] = faultsOf('clock', [
  {
    name: 'clock-wrong',
    breaks: 'the host and its time server are ten minutes apart',
    changes: [ntp.running({ offsetSeconds: 600 })],
    expects: ['host-readiness/clockOffset'],
  },
  {
    name: 'clock-unsynchronised',
    breaks: 'the time server is gone',
    changes: [ntp.stopped],
    expects: ['host-readiness/timeServerSilent'],
  },
]);
