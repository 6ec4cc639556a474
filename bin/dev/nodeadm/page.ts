import { DEBUG_CHECKS } from './debug-checks.ts';
import { INIT_CHECKS } from './init-checks.ts';
import type { NodeadmRow } from './row.ts';

const INTRODUCTION = `# nodeadm’s own checks, and these

\`nodeadm init\` validates while it changes the host: it registers first and looks at the network afterwards. \`nodeadm debug\`
looks at a host that has joined, and ends where AWS does not let it read the cluster. Both are of use: run this preflight
before the one and beside the other.

    hybrid-preflight run                        # before nodeadm init
    hybrid-preflight run --stage after-init     # the kubelet runs, no network plugin yet
    hybrid-preflight run --stage after-join     # beside nodeadm debug

Below is every check of both, as in the source of aws/eks-hybrid at e5f42ca4, and what stands against it here.

- **same**: the same question, answered alike.
- **better**: the same question, and more of it is proven.
- **deliberately not**: left out, with the reason.

What stands behind a check here is the beginning of a case’s name (\`check:key\`) or the code of a finding (\`check/code\`;
\`hybrid-preflight explain\` tells of each). The last column names the tests that show it.
`;

const CONCLUSION = `
## What nodeadm looks at nowhere

Whether AWS reaches 10250 on this host (\`firewall-ports\`, with a peer) and webhooks in pods (\`pod-routes\`); whether names
on premises are known in the VPC, and big answers arrive (\`dns-forwarding\`); whether networks overlap (\`cidr-overlap\`);
what packets fit, how many are lost, how long they take and how much the link carries (\`path-mtu\`, \`packet-loss\`,
\`latency\`, \`jitter\`, \`bandwidth\`); who decrypts TLS on the way (\`api-server\`, \`aws-endpoints\`); registries, NFS and GPUs
(\`registry\`, \`nfs-throughput\`, \`gpu\`); and, on a node, the cluster’s own DNS (\`cluster-dns\`), and whether the VPC reaches
each webhook at its pods and the API would trust its certificate (\`webhooks\`).

\`nodeadm install\` has no check of the network: it ends in the middle of a download. The hosts that it downloads from are
among those of \`aws-endpoints\`.
`;

/** Returns the page that holds every check of nodeadm’s against what there is here. */
export function nodeadmPage(): string {
  return [
    INTRODUCTION,
    section('nodeadm init', INIT_CHECKS),
    section('nodeadm debug', DEBUG_CHECKS),
    CONCLUSION,
  ].join('');
}

function section(title: string, rows: readonly NodeadmRow[]): string {
  return [
    `\n## ${title}\n\n`,
    '| nodeadm | what it does | here | how | by | shown by |\n',
    '| --- | --- | --- | --- | --- | --- |\n',
    ...rows.map(lineOf),
  ].join('');
}

function lineOf({ name, does, standing, here, coveredBy, shownBy }: NodeadmRow): string {
  const cells = [name, does, `**${standing}**`, here, codes(coveredBy), links(shownBy)];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function links(paths: readonly string[]): string {
  return paths.map((path) => `[${path.replace(/^test\//, '')}](../${path})`).join(', ');
}
