import { CannotMeasure } from '#core/check.ts';
import type { Endpoint } from '#core/endpoint.ts';

/** Says why this host could not even try: an error of the system that tells nothing of the path. */
export function socketFault(
  error: NodeJS.ErrnoException,
  { address, port }: Endpoint,
): CannotMeasure {
  const options = { cause: error };
  switch (error.code ?? '') {
    case 'EMFILE':
    case 'ENFILE':
      return new CannotMeasure(
        `No socket was left for ${address}:${port}: too many files are open.`,
        'Raise the limit (ulimit -n 4096), or lower limits.concurrency in the config.',
        options,
      );
    case 'EADDRNOTAVAIL':
      return new CannotMeasure(
        `No local port was left for ${address}:${port}.`,
        'Widen net.ipv4.ip_local_port_range, or lower limits.concurrency in the config.',
        options,
      );
    case 'EINVAL':
      return new CannotMeasure(
        `This host discards packets to ${address} (a blackhole route, perhaps).`,
        `Look at: ip route get ${address}`,
        options,
      );
    default:
      return new CannotMeasure(
        `A socket to ${address}:${port} failed: ${error.message}.`,
        'Look this error of the system up: errno(3).',
        options,
      );
  }
}
