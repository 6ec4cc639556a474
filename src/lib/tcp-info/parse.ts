/** What the kernel knows of one open connection (struct tcp_info), as ss(8) prints it. */
export type TcpInfo = {
  readonly localPort: number;
  /** Smoothed, and the least that was seen; null where the kernel has none yet. */
  readonly rttMs: number | null;
  readonly leastRttMs: number | null;
  /** The largest segment that is sent, and the one that was asked for; without options. */
  readonly mssBytes: number | null;
  readonly advertisedMssBytes: number | null;
  readonly pathMtuBytes: number | null;
  /** Segments sent again since the connection began; null where there was none. */
  readonly retransmissions: number | null;
};

/** Returns the connections in the output of `ss -tinHO`: one a line. Lines that are none are left out. */
export function tcpInfosOf(output: string): readonly TcpInfo[] {
  return output.split('\n').flatMap((line) => {
    const [, , , local = ''] = line.trim().split(/\s+/);
    const port = /:(\d{1,5})$/.exec(local)?.[1];
    if (port === undefined) return [];
    return [
      {
        localPort: Number(port),
        rttMs: valueOf(line, 'rtt'),
        leastRttMs: valueOf(line, 'minrtt'),
        mssBytes: valueOf(line, 'mss'),
        advertisedMssBytes: valueOf(line, 'advmss'),
        pathMtuBytes: valueOf(line, 'pmtu'),
        retransmissions: retransmissionsIn(line),
      },
    ];
  });
}

function valueOf(line: string, name: string): number | null {
  const found = new RegExp(`(?:^|\\s)${name}:(\\d{1,9}(?:\\.\\d{1,6})?)(?=[/\\s]|$)`).exec(line);
  return found === null ? null : Number(found[1]);
}

/** `retrans:0/7`: now on the way again, and all so far. */
function retransmissionsIn(line: string): number | null {
  const all = /(?:^|\s)retrans:\d{1,9}\/(\d{1,9})(?=\s|$)/.exec(line)?.[1];
  return all === undefined ? null : Number(all);
}
