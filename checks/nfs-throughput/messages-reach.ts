import { message } from '#core/messages.ts';
import { FAILED, type Failed, PLACE, type Seen } from './facts.ts';
import { exportOf, mountByHand, sideOf } from './words.ts';

const example: Seen = { ...PLACE, why: 'version 4 at port 2049: refused after 2 ms' };

/** What keeps an export from being mounted at all. */
export const reachMessages = {
  nameUnresolved: message<Seen>({
    severity: 'fail',
    title: 'The name of the server has no address',
    example: { ...example, server: 'storage.company.local', why: '10.80.0.53: NXDOMAIN' },
    detail: ({ server, why }) => `${server} does not resolve: ${why}.`,
    fix: ({ server }) =>
      `Mend the forwarding (see dns-forwarding), or name its address: dig ${server}`,
  }),
  refused: message<Seen>({
    severity: 'fail',
    title: 'Nothing serves NFS there',
    example,
    detail: (facts) =>
      `${exportOf(facts)} from ${sideOf(facts)}: ${facts.why}. The host is there, or a firewall answers for it; nothing listens at TCP ${facts.port}.`,
    fix: ({ port }) => `Start the NFS server, and see that it listens:\n$ ss -ltn sport = :${port}`,
  }),
  filtered: message<Seen>({
    severity: 'fail',
    title: 'The NFS server does not answer',
    example: { ...example, why: 'version 4 at port 2049: timeout after 2800 ms' },
    detail: (facts) =>
      `${exportOf(facts)} from ${sideOf(facts)}: ${facts.why}. Packets to it, or its answers, are dropped on the way.`,
    fix: ({ server, port, from }) =>
      `Allow TCP ${port} ${from === 'aws' ? 'from the VPC to on premises' : 'from on premises to the VPC'}, and the answers back (see hybrid-preflight rules). Then look for the drop:\n$ traceroute -T -p ${port} ${server}`,
  }),
  unreachable: message<Seen>({
    severity: 'fail',
    title: 'There is no way to the NFS server',
    example: { ...example, why: 'version 4 at port 2049: net-unreachable after 1 ms' },
    detail: (facts) => `${exportOf(facts)} from ${sideOf(facts)}: ${facts.why}.`,
    fix: ({ server }) => `Look where it should go:\n$ ip route get ${server}`,
  }),
  wrongVersion: message<Seen>({
    severity: 'fail',
    title: 'The server does not speak this version of NFS',
    example: {
      ...example,
      version: '3',
      why: 'version 3 at port 2049: program-mismatch (4 to 4) after 2 ms',
    },
    detail: (facts) =>
      `${exportOf(facts)} shall be mounted with version ${facts.version}; ${facts.why}.`,
    fix: ({ version }) =>
      `Switch version ${version} on at the server (nfsd: vers${version}=y in /etc/nfs.conf; Ganesha: Protocols, Minor_Versions), or ask for one that it has: vers= in the options of targets.nfs.`,
  }),
  exportRefused: message<Seen>({
    severity: 'fail',
    title: 'The server does not export it to this client',
    example: { ...example, why: 'version 4 at port 2049: answer after 2 ms' },
    detail: (facts) =>
      `The server answers, and has no ${facts.exportPath} for ${sideOf(facts)}: ${facts.why}. There is no such export, or it is for other clients; servers do not tell the two apart.`,
    fix: ({ server, exportPath }) =>
      `Export ${exportPath} to the network of this client, and see the list at the server:\n$ exportfs -v\n$ showmount -e ${server}`,
  }),
  notNfs: message<Seen>({
    severity: 'fail',
    title: 'What listens there does not answer as NFS does',
    example: { ...example, why: 'version 4 at port 2049: malformed after 3 ms' },
    detail: (facts) =>
      `${exportOf(facts)} from ${sideOf(facts)}: ${facts.why}. There is a connection, and no answer of NFS over it.`,
    fix: ({ server, port }) =>
      `See who listens at ${server}, TCP ${port}: a proxy may answer for it, or the server hangs:\n$ ss -ltnp sport = :${port}`,
  }),
  clientMissing: message<Failed>({
    severity: 'fail',
    title: 'This host cannot mount NFS',
    example: { ...FAILED, kind: 'no-helper', text: 'bad option; you might need a helper program' },
    detail: (facts) =>
      `${exportOf(facts)}: the server is well, and this host has no NFS client: ${facts.text}. The kubelet would not mount the volume either.`,
    fix: (facts) =>
      `Install it, and see that the kernel has it:\n$ apt-get install nfs-common, or dnf install nfs-utils\n$ modprobe nfs\n${mountByHand(facts)}`,
  }),
} as const;
