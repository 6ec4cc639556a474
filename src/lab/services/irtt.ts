import { addressOf } from '../topology/hosts.ts';
import { defineService } from './service.ts';

type NoOptions = Record<string, never>;

/** An independent reference for delay and loss, each way. */
export const irtt = defineService<NoOptions>({
  name: 'irtt',
  host: 'peer',
  title: 'irtt, delay reflector',
  program: { command: 'irtt', package: 'irtt' },
  healthy: {},
  setup: () => ({
    files: {},
    // Without -i the server allows 10 ms at the least, and slows clients down without a word.
    args: ['server', '-i', '1ms', '-b', `${addressOf('peer')}:2112`],
    listens: [{ protocol: 'udp', port: 2112 }],
  }),
});
