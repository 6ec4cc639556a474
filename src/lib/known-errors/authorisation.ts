import type { KnownError } from './known-error.ts';
import { NODE_STATUS } from './proofs.ts';
import { CLUSTER_PREPARATION, TROUBLESHOOTING } from './sources.ts';

const ACCESS_ENTRY =
  'Give the role an access entry of type HYBRID_LINUX, and see that the host is who it should be:\n$ aws eks create-access-entry --cluster-name NAME --principal-arn ROLE_ARN --type HYBRID_LINUX\n$ aws sts get-caller-identity';

/** The API was reached, and says no. */
export const AUTHORISATION_ERRORS: readonly KnownError[] = [
  {
    id: 'api-unauthorized',
    title: 'The API was reached, and does not know the node',
    rank: 'kind',
    patterns: [
      'err="Unauthorized"',
      'CSINode publishing: Unauthorized',
      'the server has asked for the client to provide credentials',
      'You must be logged in to the server',
      'error: Unauthorized',
      'status code: 401 Unauthorized',
    ],
    cause:
      'This is no network trouble: the API answered 401. The role that this host has stands in no access entry and not in aws-auth, or the credentials are of another role or account.',
    remedy: ACCESS_ENTRY,
    proof: NODE_STATUS,
    source: TROUBLESHOOTING,
    examples: [
      'E1120 10:15:02.118273 1712 kubelet_node_status.go:96] "Unable to register node with API server" err="Unauthorized" node="mi-0123456789abcdef0"',
    ],
  },
  {
    id: 'access-entry-missing',
    title: 'The cluster has no access entry for the role',
    rank: 'exact',
    patterns: ['at least one access entry of type HYBRID_LINUX', 'cluster-access-validation'],
    cause: 'nodeadm found no access entry with the role’s name. It does not look into aws-auth.',
    remedy: ACCESS_ENTRY,
    proof: null,
    source: CLUSTER_PREPARATION,
    examples: [
      '{"level":"error","msg":"Validation failed","remediation":"Ensure the EKS cluster has at least one access entry of type HYBRID_LINUX with the hybrid node role as principal"}',
    ],
  },
  {
    id: 'node-name-mismatch',
    title: 'The node acts for another node’s name',
    rank: 'exact',
    patterns: [
      'is not allowed to modify node {name}',
      'can only access node lease with the same name',
      'is not allowed to modify node "{name}',
    ],
    cause:
      'A node may change only itself. The name in its AWS session and the name of the kubelet differ: nodeName of IAM Roles Anywhere, a hostname override, or a certificate of another host.',
    remedy:
      'Let nodeName in nodeConfig.yaml be the certificate’s common name, without a hostname override; then nodeadm uninstall, install, init.',
    proof: null,
    source: CLUSTER_PREPARATION,
    examples: [
      'nodes "hybrid-1" is forbidden: node "mi-0123456789abcdef0" is not allowed to modify node "hybrid-1"',
    ],
  },
  {
    id: 'node-identity-wrong',
    title: 'The API takes the host for something else than a node',
    rank: 'exact',
    patterns: ['identity should belong to system:nodes', 'k8s-authentication-validation'],
    cause:
      'The API knows the role, and not as a node: the access entry is of type STANDARD, or aws-auth lacks system:nodes.',
    remedy: ACCESS_ENTRY,
    proof: NODE_STATUS,
    source: CLUSTER_PREPARATION,
    examples: [
      '{"level":"error","msg":"Validation failed","remediation":"The node identity should belong to system:nodes"}',
    ],
  },
  {
    id: 'api-forbidden',
    title: 'The API forbids what was asked',
    rank: 'kind',
    patterns: ['is forbidden: User "{name}" cannot', 'is forbidden: User "'],
    cause:
      'The API answered 403: {name|the user} is known and has no RBAC rule for this. The network is fine.',
    remedy:
      'See what is allowed, and add a role binding:\n$ kubectl auth can-i --list --as {name|USER}',
    proof: null,
    source: CLUSTER_PREPARATION,
    examples: [
      'nodes is forbidden: User "system:serviceaccount:kube-system:cilium" cannot list resource "nodes" in API group "" at the cluster scope',
    ],
  },
  {
    id: 'cluster-not-found',
    title: 'The cluster does not exist there',
    rank: 'exact',
    patterns: ['No cluster found for name: {name}', 'No cluster found for name'],
    cause: 'EKS in this region and account has no cluster called {name|that}.',
    remedy: 'Correct name and region in nodeConfig.yaml:\n$ aws eks list-clusters --region REGION',
    proof: null,
    source: null,
    examples: [
      'operation error EKS: DescribeCluster, https response error StatusCode: 404, ResourceNotFoundException: No cluster found for name: prod.',
    ],
  },
];
