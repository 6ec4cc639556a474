import type { CommandGroup } from '../../command.ts';
import { clear } from './clear.ts';
import { down } from './down.ts';
import { exec } from './exec.ts';
import { fault } from './fault.ts';
import { status } from './status.ts';
import { up } from './up.ts';

export const lab: CommandGroup = {
  name: 'lab',
  describe: 'A hybrid network on this machine, with real components and real faults; Linux, root',
  commands: [up, status, exec, fault, clear, down],
  examples: [
    ['$0 lab up', 'two sites with resolvers, routers, an API, a registry and storage'],
    ['$0 lab fault api-drop', 'break one thing'],
    ['$0 lab exec host -- hybrid-preflight run', 'see what the preflight makes of it'],
    ['$0 lab down', 'remove everything'],
  ],
};
