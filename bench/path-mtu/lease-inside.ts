import { listenHere } from '../../src/io/near/listen.ts';

// Run on the peer of a lab: confirms probes at an address and port until it is killed; prints what it is to be asked.

const [, , address = '', port = ''] = process.argv;
const listening = await listenHere({ protocol: 'udp', address, port: Number(port) });
if (listening.kind !== 'listening') throw new Error(listening.kind);
const { ask, answer } = listening;
const words = [ask, answer].map((bytes) => Buffer.from(bytes).toString('hex'));
process.stdout.write(JSON.stringify(words));
setInterval(() => undefined, 1000);
