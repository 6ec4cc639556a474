import { message } from '#core/messages.ts';

export type LowLimit = {
  readonly what: string;
  readonly option: string;
  readonly is: number;
  readonly least: number;
};

export const limitsWords = {
  limitLow: message<LowLimit>({
    severity: 'warn',
    title: 'A limit on processes is low',
    example: { what: 'open files', option: 'nofile', is: 512, least: 1024 },
    detail: ({ what, is, least }) =>
      `A process here may have ${is} ${what}; nodeadm debug asks for ${least}. What systemd starts has limits of its own, by default the same.`,
    fix: ({ option, least }) =>
      `Raise it in /etc/security/limits.d/90-node.conf: * - ${option} ${4 * least}\nand for services in /etc/systemd/system.conf: DefaultLimit${option.toUpperCase()}=`,
  }),
  limitsUnknown: message<{ readonly path: string }>({
    severity: 'inconclusive',
    title: 'The limits cannot be read',
    example: { path: '/proc/self/limits' },
    detail: ({ path }) => `${path} does not tell them.`,
    fix: () => 'Look by hand:\n$ ulimit -Hn; ulimit -u',
  }),
};
