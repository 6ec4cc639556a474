import type { Case } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import { isJoining, stageOf } from '#core/stage.ts';
import type { StatusOptions } from './options.ts';
import type { CertificateTarget, NodeTarget, StatusTarget, VersionTarget } from './target.ts';

/** Where nodeadm writes the cluster's authority, which the kubelet and its kubeconfig name. */
const AUTHORITY_FILE = '/etc/kubernetes/pki/ca.crt';

export function plan(site: Site, options: StatusOptions): readonly Case<StatusTarget>[] {
  return [
    { key: 'kubelet-certificate', from: 'local', target: certificateTarget(site, options) },
    { key: 'version-skew', from: 'local', target: versionTarget(site, options) },
    {
      ...{ key: 'registered', from: 'local', target: nodeTarget(site, options) },
      stages: {
        only: ['after-join'],
        otherwise:
          'the node has not joined yet; what it needs for that api-server, dns-forwarding and firewall-ports prove now',
      },
    },
  ];
}

function certificateTarget(
  site: Site,
  { certificate, expiryWarningDays }: StatusOptions,
): CertificateTarget {
  const { cluster, nodeAddress = null } = site;
  return {
    ...{ kind: 'certificate', file: certificate, authorityFile: AUTHORITY_FILE },
    ...{ cluster: cluster.name, authority: cluster.certificateAuthority ?? null },
    ...{ isJoining: isJoining(stageOf(site)), nodeAddress, expiryWarningDays },
  };
}

function versionTarget(
  site: Site,
  { kubernetesVersion, kubeconfig, timeoutMs }: StatusOptions,
): VersionTarget {
  const { cluster, targets, components } = site;
  const { endpoint, certificateAuthority = null } = cluster;
  const byName = endpoint === undefined ? [] : [{ host: endpoint }];
  return {
    ...{ kind: 'versions', cluster: cluster.name, name: endpoint ?? null },
    places: targets.kubernetesApi.length > 0 ? targets.kubernetesApi : byName,
    authority: certificateAuthority,
    credentials: components.credentials === 'ssm' ? 'ssm' : 'iam-ra',
    ...{ kubernetesVersion, isJoining: isJoining(stageOf(site)), kubeconfig, timeoutMs },
  };
}

function nodeTarget(
  site: Site,
  { nodeName, kubeconfig, certificate, waitSeconds, timeoutMs }: StatusOptions,
): NodeTarget {
  const { cluster, networks, components, nodeAddress = null } = site;
  return {
    ...{ kind: 'node', cluster: cluster.name, nodeName, kubeconfig, certificate, nodeAddress },
    ...{ cni: components.cni, remoteNodes: networks.remoteNodes },
    ...{ waitMs: waitSeconds * 1000, timeoutMs },
  };
}
