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
      },
    ];
  });
}

function valueOf(line: string, name: string): number | null {
  const found = new RegExp(`(?:^|\\s)${name}:(\\d{1,9}(?:\\.\\d{1,6})?)(?=[/\\s]|$)`).exec(line);
  return found === null ? null : Number(found[1]);
}
