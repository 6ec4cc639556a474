import { connect, type Socket } from 'node:net';
import { step, type StepOptions } from './step.ts';

/** Opens one TCP connection to one place. The socket is handed to `own` at once, for whoever closes it. */
export function tcpConnection(
  { host, port }: { readonly host: string; readonly port: number },
  own: (socket: Socket) => void,
  options: Omit<StepOptions, 'phase'>,
): Promise<Socket> {
  return step<Socket>({ ...options, phase: 'connect' }, ({ done, failed }) => {
    const socket = connect({ host, port, autoSelectFamily: false, noDelay: true });
    own(socket);
    socket.once('connect', () => {
      done(socket);
    });
    // Stays for good: a socket that is put away may still complain.
    socket.on('error', failed);
  });
}
