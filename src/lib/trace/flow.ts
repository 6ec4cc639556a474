/** Who answered for a flow at a distance. */
export type FlowHop = { readonly ttl: number; readonly address: string };

/** Probes that share source port, destination and protocol: routers that balance by these send all of them one way. */
export type Flow = {
  readonly sourcePort: number;
  /** Probes that may live for as long as it takes to the target, and how many of them it answered. */
  readonly sent: number;
  readonly answered: number;
  /** Whether the target answered any of its probes. */
  readonly reached: boolean;
  /** Who answered, by rising TTL; null where the flow was not followed hop by hop. */
  readonly hops: readonly FlowHop[] | null;
};

/** Flows by what became of them. */
export type SortedFlows = {
  readonly alive: readonly Flow[];
  /** Never answered, and that is no chance. */
  readonly dead: readonly Flow[];
  /** Never answered, which may be chance. */
  readonly doubtful: readonly Flow[];
  /** Of the flows that are alive: how many of their probes were answered. */
  readonly sent: number;
  readonly answered: number;
};

/** How probable it may be that chance alone makes one flow of a trace look dead. */
const MOST_CHANCE = 0.01;

/**
 * A flow is dead if the loss that the others see cannot explain its silence. Their loss is estimated by the rule of
 * succession, (lost + 1) / (sent + 2), so that few answers prove little; and as there are many flows, any of which could
 * have bad luck, the chance of one counts for each.
 */
export function sortFlows(flows: readonly Flow[]): SortedFlows {
  const alive = flows.filter(({ reached }) => reached);
  const silent = flows.filter(({ reached, sent }) => !reached && sent > 0);
  const sent = sum(alive.map((flow) => flow.sent));
  const answered = sum(alive.map((flow) => flow.answered));
  const lossRatio = (sent - answered + 1) / (sent + 2);
  const isDead = (flow: Flow): boolean => flows.length * lossRatio ** flow.sent < MOST_CHANCE;
  return {
    alive,
    dead: silent.filter(isDead),
    doubtful: silent.filter((flow) => !isDead(flow)),
    sent,
    answered,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
