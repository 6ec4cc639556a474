import { join } from 'node:path';
import { addressOf } from '../topology/hosts.ts';
import { defineService } from './service.ts';

export type NtpOptions = {
  /** How far its time is from the machine's; 0 is right. */
  readonly offsetSeconds: number;
};

/** Debian's architectures, as its folders name them. */
const FAKETIME = '/usr/$LIB/faketime/libfaketime.so.1';

export const ntp = defineService<NtpOptions>({
  name: 'ntp',
  host: 'onprem-dns',
  title: 'chrony, time server',
  program: { command: 'chronyd', package: 'chrony', confined: true },
  healthy: { offsetSeconds: 0 },
  leaves: (pid) => [`/dev/shm/faketime_shm_${pid}`, `/dev/shm/sem.faketime_sem_${pid}`],
  setup: ({ folder }, { offsetSeconds }) => ({
    files: { 'chrony.conf': chronyConfig(folder) },
    // -x: the machine's clock is not the lab's to set.
    args: ['-d', '-x', '-u', 'root', '-f', join(folder, 'chrony.conf')],
    environment:
      offsetSeconds === 0 ? {} : { LD_PRELOAD: FAKETIME, FAKETIME: `${signed(offsetSeconds)}s` },
    listens: [{ protocol: 'udp', port: 123 }],
  }),
});

function signed(seconds: number): string {
  return seconds < 0 ? String(seconds) : `+${seconds}`;
}

function chronyConfig(folder: string): string {
  return [
    'local stratum 2',
    'allow',
    `bindaddress ${addressOf('onprem-dns')}`,
    'cmdport 0',
    'bindcmdaddress /',
    `pidfile ${join(folder, 'pid')}`,
    `driftfile ${join(folder, 'drift')}`,
    '',
  ].join('\n');
}
