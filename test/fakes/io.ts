import { NOBODY } from '#core/far.ts';
import { createShare } from '../../src/io/share.ts';
import type { Clock, Io } from '#core/io.ts';

/** A world where nothing works until a test says so. */
export function fakeIo(parts: Partial<Io> = {}): Io {
  return {
    clock: frozenClock,
    tcp: unexpected('tcp'),
    udp: unexpected('udp'),
    dns: unexpected('dns'),
    https: unexpected('https'),
    host: unexpected('host'),
    hostState: unexpected('hostState'),
    far: NOBODY,
    stamp: unexpected('stamp'),
    icmp: unexpected('icmp'),
    iperf3: unexpected('iperf3'),
    pathMtu: unexpected('pathMtu'),
    trace: unexpected('trace'),
    nfs: unexpected('nfs'),
    storage: unexpected('storage'),
    registry: unexpected('registry'),
    gpu: unexpected('gpu'),
    kubelet: unexpected('kubelet'),
    share: createShare(),
    progress: () => undefined,
    ...parts,
  };
}

/** Time stands still: sleeps end only when their signal aborts. */
export const frozenClock: Clock = {
  nowMs: () => 0,
  sleep: (_ms, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('woken'));
      });
    }),
};

/** An unexpected call is an error that names itself. */
function unexpected(name: string): never {
  // Every method of the stand-in rejects, so it may stand for any capability.
  return new Proxy({} as never, {
    get: (_, method) => () => Promise.reject(new Error(`unexpected ${name}.${String(method)}()`)),
  });
}
