import { execFileSync } from 'node:child_process';
import { createNear } from '../../src/io/near/near.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createTcp } from '../../src/io/tcp.ts';
import { firewall, ip } from './namespace.ts';

const NETWORK = '10.85.0.0/16';
const never = new AbortController().signal;

interface Shown {
  readonly addr_info: readonly { readonly local: string; readonly valid_life_time: number }[];
}

/** The addresses of the loopback device, with the seconds that the kernel keeps them. */
function loopback(): readonly string[] {
  const text = execFileSync('ip', ['-j', '-4', 'address', 'show', 'dev', 'lo']).toString();
  const [device] = JSON.parse(text) as readonly Shown[];
  return (device?.addr_info ?? []).map(({ local, valid_life_time: seconds }) =>
    seconds > 1000 ? local : `${local} for at most a minute`,
  );
}

ip('link set lo up');
// What is answered from one port never comes back; the other is as it should be.
firewall('tcp sport 10250 tcp flags & (syn | ack) == syn | ack drop');
const near = createNear();
const tcp = createTcp(createDescriptors());
const before = loopback();
const lent = await near.borrowAddress(NETWORK, never);
if (lent.kind !== 'borrowed') throw new Error(JSON.stringify(lent));
const during = loopback();
const twice = await near.borrowAddress(NETWORK, never);
const listening = await near.listen({ protocol: 'tcp', address: lent.address, port: 10250 }, never);
if (listening.kind !== 'listening') throw new Error(listening.kind);
const at = { address: lent.address, port: 10250 };
const outcome = await tcp.connect(at, { timeoutMs: 500 }, never);
const arrivals = await listening.arrivals(never);
await listening.release();
await lent.release();
const after = loopback();
const answer = { before, lent: lent.address, twice: twice.kind, during, outcome, arrivals, after };
process.stdout.write(JSON.stringify(answer));
