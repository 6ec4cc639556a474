import { message } from '#core/messages.ts';

export type Offset = {
  /** Server minus this host. */
  readonly offsetMs: number;
  readonly errorMs: number;
  readonly answers: readonly string[];
};

type Servers = { readonly servers: readonly string[]; readonly chrony: string };

const KEPT = 'chronyd says that this clock is synchronised, to 2 ms at most';
const UNKEPT = 'chronyd does not say that this clock is synchronised';

export const clockWords = {
  clockOffset: message<Offset>({
    severity: 'fail',
    title: 'This host’s clock is wrong',
    example: {
      offsetMs: 600_000.4,
      errorMs: 1.2,
      answers: ['10.80.1.53: 600.000 s ahead of this host, stratum 2'],
    },
    detail: ({ offsetMs, errorMs, answers }) =>
      `It is ${span(offsetMs)} ${offsetMs > 0 ? 'behind' : 'ahead of'} its time servers (median of ${answers.length}; to ${span(errorMs)}): ${answers.join('; ')}. From 5 minutes on AWS refuses what this host signs; certificates seem expired or not yet valid.`,
    fix: () =>
      'Set it, and see that it stays set:\n$ sudo systemctl enable --now chronyd || sudo systemctl enable --now chrony\n$ sudo chronyc makestep\n$ chronyc tracking',
  }),
  timeServerSilent: message<Servers>({
    severity: 'warn',
    title: 'A time server does not answer',
    example: { servers: ['10.80.1.53 (no answer within 1.5 s, asked twice)'], chrony: UNKEPT },
    detail: ({ servers, chrony }) => `${servers.join('; ')}. ${chrony}.`,
    fix: () =>
      'Allow udp 123 to it and the answers back, or name time servers that this site has, in chrony.conf or timesyncd.conf. Addresses as 169.254.169.123 exist in AWS only.\n$ chronyc -n sources',
  }),
  timeServerUnresolved: message<Servers>({
    severity: 'warn',
    title: 'The name of a time server leads nowhere',
    example: { servers: ['ntp.example.com (ENOTFOUND)'], chrony: UNKEPT },
    detail: ({ servers, chrony }) => `${servers.join('; ')}. ${chrony}.`,
    fix: () => 'Correct the name in chrony.conf or timesyncd.conf, or have DNS know it.',
  }),
  timeServerUnfit: message<Servers>({
    severity: 'warn',
    title: 'A time server answers, and has no time to give',
    example: {
      servers: ['10.80.1.53 (not synchronised itself: leap 3, stratum 16)'],
      chrony: KEPT,
    },
    detail: ({ servers, chrony }) =>
      `${servers.join('; ')}. Such an answer is never counted. ${chrony}.`,
    fix: () =>
      'Look at the server: it has lost its own sources, or wants to be left alone (RATE, DENY).',
  }),
  timeServersDisagree: message<{ readonly spreadMs: number; readonly answers: readonly string[] }>({
    severity: 'warn',
    title: 'The time servers disagree',
    example: {
      spreadMs: 4200,
      answers: ['10.80.1.53: 0.001 s ahead of this host', '10.80.1.54: 4.201 s ahead of this host'],
    },
    detail: ({ spreadMs, answers }) =>
      `They are ${span(spreadMs)} apart, more than the way to them explains: ${answers.join('; ')}.`,
    fix: () =>
      'With two it cannot be told which is right: name at least three, and mend the one that is off.',
  }),
  noTimeServer: message<{ readonly chrony: string }>({
    severity: 'inconclusive',
    title: 'Nobody is named to keep this host’s clock',
    example: { chrony: UNKEPT },
    detail: ({ chrony }) =>
      `Neither chrony, timesyncd nor ntp of this host names a time server, so that its offset cannot be measured. ${chrony}.`,
    fix: () =>
      'Install chrony and name your time servers, or name them in checks.host-readiness.timeServers:\n$ sudo apt-get install chrony || sudo dnf install chrony',
  }),
};

/** A time as people say it: `0.42 s`, `10 min 0 s`. */
function span(ms: number): string {
  const seconds = Math.abs(ms) / 1000;
  if (seconds < 60) return `${seconds.toFixed(3)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
