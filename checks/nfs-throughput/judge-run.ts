import type { Finding } from '#core/finding.ts';
import type { Metric } from '#core/metric.ts';
import type { NfsServices } from '#core/nfs-services.ts';
import type { StorageFailure, StorageRun, Transfer } from '#core/storage.ts';
import { effectiveDifferences } from '#lib/nfs/effective-differences.ts';
import { rateOfTransfer, storageVerdict } from '#lib/storage/verdict.ts';
import { placeOf, slowOf, wordsOf } from './facts.ts';
import { say } from './messages.ts';
import type { NfsTarget } from './target.ts';

/** Says what a test of an export came to: whether it works at all first, and then how fast it is. */
export function judgeRun(
  target: NfsTarget,
  run: StorageRun,
  services: NfsServices | null,
): readonly Finding[] {
  const place = placeOf(target);
  const { failure, corruptBlocks, left } = run;
  const elsewhere = elsewhereOf(target, run);
  if (elsewhere !== undefined) return [elsewhere];
  const differences =
    run.mounted === null || target.path !== null
      ? []
      : effectiveDifferences(target.options, run.mounted);
  return [
    ...(failure === null ? [] : [failureOf(target, failure, services)]),
    ...((corruptBlocks ?? 0) > 0
      ? [say.corrupt({ ...place, blocks: corruptBlocks ?? 0, blockBytes: target.blockBytes })]
      : []),
    ...(differences.length === 0 ? [] : [say.negotiated({ ...place, differences })]),
    ...speeds(target, run),
    ...(left.length === 0 ? [] : [say.leftBehind({ ...place, names: left })]),
  ];
}

/** A folder that is no mount of NFS says nothing of the export, however fast it is. */
function elsewhereOf(target: NfsTarget, { mounted }: StorageRun): Finding | undefined {
  const { path } = target;
  if (path === null || mounted === null || mounted.type.startsWith('nfs')) return undefined;
  return say.notMounted({ ...placeOf(target), path, type: mounted.type });
}

/** What mount(8) says that the server would have said before as well. */
const OF_MOUNTS: Readonly<Record<string, typeof say.refused>> = {
  'access-denied': say.exportRefused,
  'no-such-export': say.exportRefused,
  'connection-refused': say.refused,
  'timed-out': say.filtered,
  'no-route': say.unreachable,
  'version-not-supported': say.wrongVersion,
  'not-registered': say.wrongVersion,
};

const OF_HOST: Readonly<Record<string, typeof say.failed>> = {
  'no-kernel-client': say.clientMissing,
  'no-helper': say.clientMissing,
  stale: say.stale,
  hung: say.hangs,
};

const OF_FILES: Readonly<Record<string, typeof say.failed>> = {
  'read-only': say.readOnly,
  'not-permitted': say.notPermitted,
  stale: say.stale,
  'not-there': say.stale,
  'io-error': say.brokeOff,
  'timed-out': say.brokeOff,
  'connection-lost': say.brokeOff,
  'no-space': say.full,
  quota: say.full,
  'no-room': say.noRoom,
  hung: say.hangs,
};

function failureOf(
  target: NfsTarget,
  { stage, kind, text }: StorageFailure,
  services: NfsServices | null,
): Finding {
  const place = placeOf(target);
  const ofMount = stage === 'mount' ? OF_MOUNTS[kind] : undefined;
  if (ofMount !== undefined) {
    const said = services === null ? '' : `; before that, ${wordsOf(services)}`;
    return ofMount({ ...place, why: `mount says: ${text}${said}` });
  }
  const isAsked = kind === 'read-only' && target.options.isReadOnly === true;
  const ofFile = isAsked ? say.readOnlyAsked : OF_FILES[kind];
  // Before the test has made anything there, nothing of it can be gone.
  const isEarly = stage === 'prepare' && kind === 'not-there';
  const tell = isEarly ? say.failed : ((stage === 'mount' ? OF_HOST[kind] : ofFile) ?? say.failed);
  return tell({ ...place, stage, kind, text, seconds: target.stallMs / 1000 });
}

function speeds(target: NfsTarget, run: StorageRun): readonly Finding[] {
  return directionsOf(run).flatMap(({ direction, transfer }) => {
    const verdict = storageVerdict(rateOfTransfer(transfer, target.confidence), target.bounds);
    const facts = slowOf(target, run, { direction, transfer });
    switch (verdict) {
      case 'pass':
        return [];
      case 'warn':
        return [say.slow(facts)];
      case 'fail':
        return [say.tooSlow(facts)];
      case 'undecided':
        return [say.undecided(facts)];
    }
  });
}

type Direction = { readonly direction: 'write' | 'read'; readonly transfer: Transfer };

function directionsOf({ write, read }: StorageRun): readonly Direction[] {
  return [
    ...(write === null ? [] : [{ direction: 'write' as const, transfer: write }]),
    ...(read === null ? [] : [{ direction: 'read' as const, transfer: read }]),
  ];
}

export function metricsOf(target: NfsTarget, run: StorageRun): readonly Metric[] {
  if (elsewhereOf(target, run) !== undefined) return [];
  const { bounds } = target;
  const limit = { at: 'least', value: bounds.pass } as const;
  const { metadata, fsync, ddWriteBps, ddReadBps } = run;
  const rates = directionsOf(run).map(({ direction, transfer: { bytes, seconds } }): Metric => ({
    name: `${direction}_bps`,
    value: seconds === 0 ? 0 : Math.round((bytes * 8) / seconds),
    unit: 'bits/s',
    limit,
  }));
  const times = [
    ['metadata_p95_ms', metadata?.p95Ms],
    ['fsync_p95_ms', fsync?.p95Ms],
    ['fsync_p99_ms', fsync?.p99Ms],
    ...requestTimes(run),
  ] as const;
  const dd = [
    ['dd_write_bps', ddWriteBps],
    ['dd_read_bps', ddReadBps],
  ] as const;
  return [
    ...rates,
    ...times.flatMap(([name, value]): Metric[] => known(name, value, 'ms')),
    ...(metadata === null ? [] : known('metadata_per_second', metadata.perSecond, 'count')),
    ...known('rpc_backlog', run.transport?.meanBacklog, 'count'),
    ...dd.flatMap(([name, value]): Metric[] => known(name, value, 'bits/s')),
  ];
}

/** As mountstats(8) names them: queue, RTT and execute time. */
function requestTimes({ requests }: StorageRun) {
  return requests
    .filter(({ name }) => name === 'READ' || name === 'WRITE')
    .flatMap(({ name, meanQueueMs, meanRttMs, meanExecuteMs }) => {
      const prefix = `rpc_${name.toLowerCase()}`;
      return [
        [`${prefix}_queue_ms`, meanQueueMs],
        [`${prefix}_rtt_ms`, meanRttMs],
        [`${prefix}_execute_ms`, meanExecuteMs],
      ] as const;
    });
}

function known(name: string, value: number | null | undefined, unit: Metric['unit']): Metric[] {
  if (value === null || value === undefined) return [];
  return [{ name, value: Math.round(value * 1000) / 1000, unit }];
}
