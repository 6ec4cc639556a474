import type { Endpoint } from '#core/endpoint.ts';

/** One thing that a side did, or would not do, for the other. */
export interface Act {
  readonly act:
    | 'tcp.connect'
    | 'udp.exchange'
    | 'dns.ask'
    | 'trace'
    | 'registry.look'
    | 'listen'
    | 'borrow'
    | 'reflect'
    | 'iperf3'
    | 'mount';
  readonly to: string;
  readonly allowed: boolean;
}

/** Tells of an act and counts it. Throws CannotMeasure where it is not for this session, or one too many. */
export type Admit = (act: Act['act'], to: Endpoint, bytes: number) => void;

/** SYN, ACK, FIN and their answers, without options. */
export const CONNECTION_BYTES = 240;
