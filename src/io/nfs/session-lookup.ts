import { randomBytes } from 'node:crypto';
import type { ExportStanding } from '#core/nfs-services.ts';
import type { RpcOutcome } from '#core/rpc.ts';
import type { CompoundReply } from '#lib/nfs/compound.ts';
import { standingByLookup } from '#lib/nfs/lookup.ts';
import {
  createSession,
  destroyClient,
  destroySession,
  exchangeId,
  lookUpInSession,
  SEQUENCE_COUNT,
  type SessionMinorVersion,
  VERIFIER_BYTES,
} from '#lib/nfs/session.ts';
import type { RpcProcedure } from '#lib/onc-rpc/call.ts';

type Ask = <Answer>(procedure: RpcProcedure<Answer>) => Promise<RpcOutcome<Answer>>;

/**
 * Looks a path up in a session that is made for it and ended behind it, on a server without minor version 0. Of a
 * session that could not be ended nothing is left once its lease is over, after some 90 s.
 */
export async function standingInSession(
  minorVersion: SessionMinorVersion,
  names: readonly string[],
  ask: Ask,
): Promise<ExportStanding> {
  const owner = { verifier: randomBytes(VERIFIER_BYTES), name: ownerName() };
  const introduced = await ask(exchangeId(minorVersion, owner));
  const client = resultOf(introduced);
  if (client === null) return failureOf(introduced);
  const opened = await ask(createSession(minorVersion, client));
  const session = resultOf(opened);
  const standing =
    session === null ? failureOf(opened) : await lookUpAndEnd(minorVersion, session, names, ask);
  await ask(destroyClient(minorVersion, client));
  return standing;
}

/** Like no other client's. */
function ownerName(): Buffer {
  return Buffer.from(`hybrid-preflight ${randomBytes(16).toString('hex')}`);
}

async function lookUpAndEnd(
  minorVersion: SessionMinorVersion,
  session: Buffer,
  names: readonly string[],
  ask: Ask,
): Promise<ExportStanding> {
  const found = await ask(lookUpInSession(minorVersion, session, names));
  await ask(destroySession(minorVersion, session));
  if (found.kind !== 'answer') return { kind: 'not-told' };
  return standingByLookup(names, minorVersion, found.answer, SEQUENCE_COUNT);
}

function resultOf<Result>(outcome: RpcOutcome<CompoundReply<Result>>): Result | null {
  return outcome.kind === 'answer' ? outcome.answer.result : null;
}

function failureOf(outcome: RpcOutcome<CompoundReply<unknown>>): ExportStanding {
  if (outcome.kind !== 'answer') return { kind: 'not-told' };
  return { kind: 'failed', at: '/', status: outcome.answer.status };
}
