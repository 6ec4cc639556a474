import { CannotMeasure } from '#core/check.ts';
import type { NfsServices, NfsTarget } from '#core/nfs-services.ts';
import type { CompoundReply } from '#lib/nfs/compound.ts';
import {
  createSession,
  destroyClient,
  destroySession,
  exchangeId,
  lookUpInSession,
} from '#lib/nfs/session.ts';
import { listExports, mountdNull } from '#lib/nfs/mountd.ts';
import { portmapperNull } from '#lib/nfs/portmapper.ts';
import type { RpcProcedure } from '#lib/onc-rpc/call.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createNfs } from '../../src/io/nfs/services.ts';
import { createRpcClient } from '../../src/io/onc-rpc/client.ts';
import { firewall, ip } from './namespace.ts';

const address = '10.87.0.1';
const never = new AbortController().signal;
const nfs = createNfs(createDescriptors());
const client = createRpcClient(createDescriptors());

function look(target: Partial<NfsTarget>): Promise<NfsServices> {
  return nfs.services({ address, exportPath: '/export/data', version: '4.1', ...target }, never);
}

async function ask<Answer>(port: number, procedure: RpcProcedure<Answer>): Promise<Answer> {
  const outcome = await client.call({ address, port }, procedure, { timeoutMs: 2000 }, never);
  if (outcome.kind !== 'answer') throw new Error(JSON.stringify(outcome));
  return outcome.answer;
}

/** Makes a session, uses and ends it; a server that has forgotten the client says so when asked again. */
async function session(): Promise<readonly string[]> {
  const verifier = Buffer.alloc(8, 1);
  const introduced = await ask(2049, exchangeId(1, { verifier, name: Buffer.from('once') }));
  if (introduced.result === null) return [introduced.status];
  const opened = await ask(2049, createSession(1, introduced.result));
  if (opened.result === null) return [introduced.status, opened.status];
  const ends = [
    lookUpInSession(1, opened.result, ['export']),
    destroySession(1, opened.result),
    destroyClient(1, introduced.result),
    destroyClient(1, introduced.result),
  ];
  const told: CompoundReply<unknown>[] = [introduced, opened];
  for (const end of ends) told.push(await ask(2049, end));
  return told.map(({ status }) => status);
}

const byVersion3 = await look({ version: '3', exportPath: '/run/nfs/export/data' });
const bySession = await look({});
const notThere = await look({ version: '4.2', exportPath: '/export/none' });
const sessionStatuses = await session();
const { mountd } = byVersion3;
const mountdPort = mountd.kind === 'asked' ? mountd.port : 0;
const nulls = [await ask(111, portmapperNull), await ask(mountdPort, mountdNull)];
const another = await client.call({ address, port: 2049 }, listExports, { timeoutMs: 2000 }, never);
firewall('tcp dport 111 drop');
const unmapped = await look({});
ip('route add blackhole 10.99.0.0/16');
const blackhole = await look({ address: '10.99.0.1' }).catch((error: unknown) =>
  error instanceof CannotMeasure ? error.fix : String(error),
);
const looks = { byVersion3, bySession, notThere, unmapped };
const talks = { sessionStatuses, nulls, another: another.kind, blackhole };
process.stdout.write(JSON.stringify({ ...looks, ...talks }));
