import { test } from 'tap';
import { CannotMeasure } from '#core/check.ts';
import { socketFault } from '../../src/io/socket-error.ts';

const to = { address: '10.20.1.10', port: 443 };

const faults = {
  EMFILE: { message: /^No socket was left for 10\.20\.1\.10:443/, fix: /ulimit -n/ },
  ENFILE: { message: /^No socket was left/, fix: /ulimit -n/ },
  EADDRNOTAVAIL: { message: /^No local port was left/, fix: /ip_local_port_range/ },
  EINVAL: { message: /discards packets to 10\.20\.1\.10/, fix: /ip route get 10\.20\.1\.10/ },
  ENOBUFS: { message: /failed: ENOBUFS by chance\.$/, fix: /errno\(3\)/ },
} as const;

for (const [code, expected] of Object.entries(faults)) {
  test(`${code} is a trouble of this host, with a way out`, (t) => {
    const cause = Object.assign(new Error(`${code} by chance`), { code });
    const fault = socketFault(cause, to);
    t.type(fault, CannotMeasure);
    t.match(fault, { ...expected, cause });
    t.end();
  });
}
