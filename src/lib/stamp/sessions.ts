/** What a stateful reflector counts of one session (RFC 8762 §4.3). */
export interface Session {
  received: number;
  sent: number;
}

export interface Sessions {
  /** Returns the session that a key names; undefined where there are as many as one reflector bears. */
  of(key: string, atMs: number): Session | undefined;
  /** All sessions together. */
  total(): Readonly<Session>;
}

const MOST_SESSIONS = 256;
/** RFC 5357 §4.2 waits as long (REFWAIT, 900 s) for a controlled session; nobody opens or closes ours. */
const IDLE_MS = 60_000;

/** Counts each session by itself, in bounded space: what is idle makes room. */
export function createSessions(): Sessions {
  const sessions = new Map<string, Session & { seenMs: number }>();
  const makeRoom = (atMs: number): void => {
    for (const [key, { seenMs }] of sessions) if (atMs - seenMs > IDLE_MS) sessions.delete(key);
  };
  return {
    of: (key, atMs) => {
      const known = sessions.get(key);
      if (known !== undefined) {
        known.seenMs = atMs;
        return known;
      }
      if (sessions.size >= MOST_SESSIONS) makeRoom(atMs);
      if (sessions.size >= MOST_SESSIONS) return undefined;
      const made = { received: 0, sent: 0, seenMs: atMs };
      sessions.set(key, made);
      return made;
    },
    total: () => {
      const sums = { received: 0, sent: 0 };
      for (const { received, sent } of sessions.values()) {
        sums.received += received;
        sums.sent += sent;
      }
      return sums;
    },
  };
}
