import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import type { HttpAnswer } from '#core/https.ts';
import { bodyText, chosenHeaders } from './answer.ts';
import { step, type StepOptions } from './step.ts';

export interface TunnelPlan {
  readonly name: string;
  readonly port: number;
  /** `user:password` as the environment has it; goes to the proxy, and nowhere else. */
  readonly credentials: string | null;
}

export interface Tunnel {
  readonly socket: Socket;
  readonly answer: HttpAnswer;
  readonly isOpen: boolean;
}

/** Asks a proxy to connect (RFC 9110 §9.3.6), and returns its answer, whatever it is. */
export async function openTunnel(
  connection: Socket,
  { name, port, credentials }: TunnelPlan,
  options: Omit<StepOptions, 'phase'>,
): Promise<Tunnel> {
  const place = `${name}:${port}`;
  const login = credentials === null ? {} : { 'proxy-authorization': basic(credentials) };
  return step<Tunnel>({ ...options, phase: 'proxy' }, ({ done, failed, closed }) => {
    const sent = request({
      method: 'CONNECT',
      path: place,
      headers: { host: place, connection: 'keep-alive', ...login },
      createConnection: () => connection,
    });
    sent.once('connect', (response: IncomingMessage, socket: Socket, head: Buffer) => {
      const { statusCode: status = 0 } = response;
      const isOpen = status >= 200 && status < 300;
      if (isOpen && head.length > 0) socket.unshift(head);
      const body = isOpen ? '' : bodyText(head);
      done({ socket, isOpen, answer: { status, headers: chosenHeaders(response), body } });
    });
    sent.on('error', failed);
    sent.once('close', closed);
    sent.end();
  });
}

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
