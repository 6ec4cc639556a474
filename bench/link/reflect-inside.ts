import { keepProcessSmall } from '../../src/io/small-process.ts';
import { startReflector } from '../../src/io/stamp/start-reflector.ts';

// Reflects on loopback for whoever has the key; prints its port and session, and what it has counted when it is told to end.

keepProcessSmall(); // as `hybrid-preflight peer` does
const key = Buffer.from(process.argv[2] ?? '', 'hex');
const { port, ssid, counts } = await startReflector({
  ...{ address: '127.0.0.1', port: 0, callers: ['127.0.0.1/32'], key },
});
console.log(JSON.stringify({ port, ssid }));
const waiting = setInterval(() => undefined, 1000);
process.once('SIGTERM', () => {
  clearInterval(waiting);
  void counts().then((counted) => {
    console.log(JSON.stringify(counted));
  });
});
