import type { AwsFacts } from '#core/aws-facts.ts';
import type { AwsReading } from '#core/aws-reading.ts';
import { joinFacts, NO_FACTS } from '#lib/aws-facts/facts.ts';
import { readAnswer } from '#lib/aws-facts/read-answer.ts';
import { ask, type Asked, type AskOptions, within } from './ask.ts';
import {
  type Call,
  clusterCall,
  gatewayRouteCall,
  linkCalls,
  resolverAddressCall,
  vpcCalls,
} from './calls.ts';
import { type Clients, createClients } from './clients.ts';
import { failureOf } from './failure.ts';

export interface AccountQuestion {
  readonly cluster: string;
  /** Undefined leaves it to the environment and the profile. */
  readonly region: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly callMs?: number;
  readonly onAnswer?: (action: string) => void;
}

/**
 * A page takes well under a second; a throttled account needs a few repetitions. Four rounds follow one another
 * (credentials, the cluster, what is around it, what that names): all of it ends within two minutes.
 */
const CALL_MS = 30_000;

/** Reads one cluster and the network around it. What is refused is a gap; only the end of the signal throws. */
export async function readAccount(question: AccountQuestion): Promise<AwsReading> {
  const clients = createClients(question);
  try {
    return await readWith(clients, question);
  } finally {
    clients.close();
  }
}

async function readWith(clients: Clients, question: AccountQuestion): Promise<AwsReading> {
  const { cluster, signal, callMs = CALL_MS, onAnswer } = question;
  const options = { callMs, signal };
  const askAll = (calls: readonly Call[]): Promise<readonly Asked[]> =>
    Promise.all(
      calls.map(async (one) => {
        const asked = await ask(one, options);
        onAnswer?.(one.action);
        return asked;
      }),
    );
  const first = clusterCall(clients, cluster);
  const ready = await prepare(clients, first.action, options);
  if (!ready.ok) return ready;
  const { region } = ready;
  const [described] = await askAll([first]);
  if (described?.ok !== true) return { ok: false, region, gap: described?.gap ?? unasked(first) };
  const vpcId = factsOf([described]).clusters[0]?.vpcId ?? null;
  const around = await askAll([...vpcCalls(clients, vpcId), ...linkCalls(clients)]);
  const further = await askAll(followUps(clients, factsOf(around), vpcId));
  const all = [described, ...around, ...further];
  return {
    ok: true,
    region,
    answers: all.flatMap((one) => (one.ok ? one.answer : [])),
    gaps: all.flatMap((one) => (one.ok ? [] : one.gap)),
  };
}

type Prepared =
  { readonly ok: true; readonly region: string } | Extract<AwsReading, { readonly ok: false }>;

/** Finds region and credentials before anything is asked: what is missing here is missing everywhere. */
async function prepare(
  { eks }: Clients,
  action: string,
  { callMs, signal }: AskOptions,
): Promise<Prepared> {
  const late = AbortSignal.timeout(callMs);
  const either = AbortSignal.any([signal, late]);
  let region: string | null = null;
  try {
    region = await within(either, eks.config.region());
    await within(either, eks.config.credentials());
    return { ok: true, region };
  } catch (error) {
    signal.throwIfAborted();
    const failure = late.aborted
      ? ({ kind: 'timeout', afterMs: callMs } as const)
      : failureOf(error);
    return { ok: false, region, gap: { action, failure } };
  }
}

/** A region has four endpoints unless AWS allows more, and a gateway twenty tables (their quotas). */
const MOST_FOLLOW_UPS = 20;

/** What can be asked for only by ids that other answers name. */
function followUps(
  clients: Clients,
  { resolverEndpoints, gatewayAttachments }: AwsFacts,
  vpcId: string | null,
): readonly Call[] {
  const inbound = resolverEndpoints.filter(({ direction }) => direction === 'INBOUND');
  const own = new Set(
    gatewayAttachments
      .filter(({ resourceId }) => resourceId === vpcId)
      .flatMap(({ gatewayId }) => gatewayId ?? []),
  );
  const tables = new Set(
    gatewayAttachments
      .filter(({ gatewayId }) => gatewayId !== null && own.has(gatewayId))
      .flatMap(({ routeTableId }) => routeTableId ?? []),
  );
  return [
    ...inbound.slice(0, MOST_FOLLOW_UPS).map(({ id }) => resolverAddressCall(clients, id)),
    ...[...tables].slice(0, MOST_FOLLOW_UPS).map((id) => gatewayRouteCall(clients, id)),
  ];
}

function factsOf(asked: readonly Asked[]): AwsFacts {
  return asked
    .flatMap((one) => (one.ok ? one.answer : []))
    .map(({ command, value }) => readAnswer(value, command).facts)
    .reduce(joinFacts, NO_FACTS);
}

function unasked({ action }: Call) {
  return { action, failure: { kind: 'other', name: 'nothing' } } as const;
}
