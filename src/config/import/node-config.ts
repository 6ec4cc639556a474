import { openFields } from '#lib/fields/fields.ts';
import type { Field } from '#lib/fields/fields.ts';
import { hostOfEndpoint } from '../formats.ts';
import type { Claim, Imported } from './claim.ts';
import { claimsFrom, type Says } from './claims-of.ts';
import { problemsOf, type SourceDocument } from './document.ts';
import { readContainerd } from './node-config-containerd.ts';
import { readCredentials } from './node-config-credentials.ts';
import { readKubelet } from './node-config-kubelet.ts';
import { requiredText } from './required.ts';
import { CIDR, CLUSTER_NAME, ENDPOINT, REGION } from './rules.ts';
import { NODE_CONFIG, refuseOtherKind } from './wrong-kind.ts';

/**
 * Reads what nodeadm will be given (https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-nodeadm.html), and
 * refuses what it would refuse. The activation code is looked at and not kept.
 */
export function importNodeConfig(document: SourceDocument): Imported {
  const { root, faults } = openFields(document.tree.value);
  if (refuseOtherKind(root, NODE_CONFIG)) {
    return { claims: [], problems: problemsOf(document, faults()), notes: [] };
  }
  const spec = root.child('spec');
  const says = claimsFrom(document);
  const containerd = readContainerd(spec.child('containerd'), says, document.file);
  const claims = [
    ...readCluster(spec, says),
    ...readCredentials(spec, says),
    ...readKubelet(spec.child('kubelet'), says),
    ...containerd.claims,
  ];
  return { claims, problems: problemsOf(document, faults()), notes: containerd.notes };
}

function readCluster(spec: Field, says: Says): readonly Claim[] {
  const cluster = spec.child('cluster');
  const [endpoint, services] = [cluster.child('apiServerEndpoint'), cluster.child('cidr')];
  const host = endpoint.text(ENDPOINT);
  cluster.child('certificateAuthority').text();
  return [
    ...says(
      ['cluster', 'name'],
      cluster.child('name'),
      requiredText(cluster, 'name', CLUSTER_NAME),
    ),
    ...says(
      ['cluster', 'region'],
      cluster.child('region'),
      requiredText(cluster, 'region', REGION),
    ),
    ...says(
      ['cluster', 'endpoint'],
      endpoint,
      host === undefined ? undefined : hostOfEndpoint(host),
    ),
    ...says(['networks', 'services'], services, services.text(CIDR)),
  ];
}
