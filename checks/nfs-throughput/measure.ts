import type { Io } from '#core/io.ts';
import type { NfsServices } from '#core/nfs-services.ts';
import type { StoragePlan } from '#core/storage.ts';
import { resolveName } from '#lib/dns/resolve-name.ts';
import { mountOptionValue } from '#lib/nfs/write-mount-options.ts';
import { NFS_PORT } from './plan.ts';
import { standingOf } from './reach.ts';
import type { NfsMeasurement, NfsTarget } from './target.ts';

export const NFS_NEEDS = ['nfs', 'storage', 'dns', 'host', 'progress'] as const;
type World = Pick<Io, (typeof NFS_NEEDS)[number]>;

/** Asks what the server offers, and mounts where that has a chance. */
export async function measure(
  target: NfsTarget,
  io: World,
  signal: AbortSignal,
): Promise<NfsMeasurement> {
  const resolved = await resolveName(target.server, io, signal);
  if (resolved.kind === 'failed') return { kind: 'unresolved', why: resolved.why };
  const [address = target.server] = resolved.addresses;
  const services = target.path === null ? await servicesOf(address, target, io, signal) : null;
  if (services !== null && standingOf(services, target) !== 'mountable') {
    return { kind: 'measured', address, services, run: null };
  }
  const run = await io.storage.run(planOf(target, address), io.progress, signal);
  return { kind: 'measured', address, services, run };
}

function servicesOf(
  address: string,
  { exportPath, options }: NfsTarget,
  { nfs }: World,
  signal: AbortSignal,
): Promise<NfsServices> {
  const { version = '4.2', port } = options;
  const asked = version === '4' ? '4.2' : version;
  const place = port === undefined ? {} : { port };
  return nfs.services({ address, exportPath, version: asked, ...place }, signal);
}

function planOf(target: NfsTarget, server: string): StoragePlan {
  const { exportPath, options, path } = target;
  const { engine, blockBytes, inFlight, mostBytes, mostSeconds, bounds, confidence } = target;
  const { isFull, stallMs } = target;
  return {
    place:
      path === null
        ? {
            kind: 'export',
            server,
            exportPath,
            options: mountOptionValue(options),
            port: options.port ?? NFS_PORT,
          }
        : { kind: 'folder', path },
    ...{ engine, blockBytes, inFlight, mostBytes, mostSeconds, bounds, confidence },
    ...{ isFull, stallMs },
  };
}
