import { startReflector } from '../../src/io/stamp/start-reflector.ts';

// Reflects on loopback for whoever has the key, until it is killed; prints its port and session.

const key = Buffer.from(process.argv[2] ?? '', 'hex');
const { port, ssid } = await startReflector({
  ...{ address: '127.0.0.1', port: 0, callers: ['127.0.0.1/32'], key },
});
process.stdout.write(JSON.stringify({ port, ssid }));
setInterval(() => undefined, 1000);
