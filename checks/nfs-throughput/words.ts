import { parseMountOptions } from '#lib/nfs/parse-mount-options.ts';
import type { Place, Slow } from './facts.ts';

export function exportOf({ server, exportPath }: Place): string {
  return `${server}:${exportPath}`;
}

export function sideOf({ from }: Place): string {
  return from === 'aws' ? 'the VPC' : 'this host';
}

/** A size that is read at a glance, in units of 1000. */
export function megabytes(bytes: number): string {
  return `${Number((bytes / 1e6).toPrecision(3))} MB`;
}

export function rate(bps: number): string {
  if (bps === Infinity) return 'any';
  return `${Number((bps / 8e6).toPrecision(3))} MB/s`;
}

export function speedOf(facts: Slow): string {
  const { direction, rate: seen, bytes, seconds, bounds, boundsFrom, confidence } = facts;
  const origin =
    boundsFrom === 'baseline' ? 'half of what the baseline asks of the link' : 'as the config asks';
  const verb = direction === 'write' ? 'Writing to' : 'Reading from';
  return `${verb} ${exportOf(facts)} from ${sideOf(facts)} goes at ${rate(seen.meanBps)} [${rate(seen.low)}, ${rate(seen.high)}] (${confidence * 100} % interval), ${megabytes(bytes)} in ${seconds.toPrecision(2)} s; held against ${rate(bounds.pass)} and ${rate(bounds.fail)}, ${origin}.${evidenceOf(facts)}`;
}

function evidenceOf(facts: Slow): string {
  const { tcpRttMs, leastTcpRttMs, mssBytes } = facts;
  const tcp =
    tcpRttMs === null
      ? ''
      : ` TCP’s round trip is ${ms(tcpRttMs)} meanwhile and ${ms(leastTcpRttMs ?? tcpRttMs)} at least; ${facts.tcpRetransmissions ?? 0} segments of ${mssBytes ?? '?'} bytes were sent again.`;
  return `${requestsOf(facts)}${tcp}${CONCLUSIONS[facts.bottleneck]}`;
}

function requestsOf(facts: Slow): string {
  const { rpcQueueMs, rpcRttMs, rpcExecuteMs, rpcCount, rpcRetransmissions, backlog } = facts;
  if (rpcRttMs === null) return '';
  const waits = ` A request waits ${ms(rpcQueueMs ?? 0)} on this side before it is sent, is answered ${ms(rpcRttMs)} later, and is done after ${ms(rpcExecuteMs ?? rpcRttMs)} on average (${rpcCount} of them, ${rpcRetransmissions} sent again).`;
  const slots =
    (backlog ?? 0) === 0
      ? ''
      : ` ${Number((backlog ?? 0).toPrecision(2))} more wait for a slot of the connection meanwhile.`;
  return `${waits}${slots}`;
}

const CONCLUSIONS = {
  network: ' The network is what holds it back.',
  server: ' The network waits: the server is what holds it back.',
  'client-queue':
    ' They wait longer to be sent than for their answers: the client’s own queue is what holds it back.',
  'small-segments': ' Segments are small: with jumbo frames each request takes far fewer packets.',
  unknown: '',
} as const;

function ms(value: number): string {
  return `${Number(value.toPrecision(3))} ms`;
}

/** What to look at, by what holds it back. */
export function remedyOf(facts: Slow): string {
  switch (facts.bottleneck) {
    case 'network':
      return 'Look at what bandwidth, packet-loss and latency say of the way there: NFS gets no more than TCP does.';
    case 'server':
      return 'Look at the server: its disks, and how many threads serve NFS (nfsd: /proc/fs/nfsd/threads). Reading and writing in parallel from several hosts shows whether it has more to give.';
    case 'client-queue':
      return 'Give the client more connections (nconnect=4 in the options of targets.nfs), and see how many requests one may carry:\n$ sysctl sunrpc.tcp_max_slot_table_entries\n$ cat /sys/module/nfs/parameters/max_session_slots';
    case 'small-segments':
      return 'See path-mtu: with an MTU of 9000 on every hop a request of 1 MiB takes 118 packets instead of 750.';
    case 'unknown':
      return 'Try more connections (nconnect=4 in the options of targets.nfs), and see what bandwidth says of the link.';
  }
}

/** The same mount by hand, to see it fail. */
export function mountByHand(facts: Place): string {
  const parsed = parseMountOptions(`vers=${facts.version}`);
  const version = parsed.ok ? `vers=${facts.version},` : '';
  return `$ mount -v -t nfs -o ${version}soft,retry=0 ${exportOf(facts)} /mnt`;
}
