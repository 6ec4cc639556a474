import type { Proof } from './known-error.ts';

/** What checks show of more than one error. Those of aws-endpoints run where its option says so. */
export const CLOCK: Proof = {
  check: 'host-readiness',
  shows: 'how far this host’s clock is from its time servers, and whether they answer',
};

export const CONTAINERD: Proof = {
  check: 'host-readiness',
  shows: 'whether containerd runs, is new enough, and has its settings as the kubelet wants them',
};

export const PROXY: Proof = {
  check: 'aws-endpoints',
  shows:
    'whether the proxy of the environment lets each AWS endpoint through, where checks.aws-endpoints.enabled is set',
};

export const AWS_ENDPOINT: Proof = {
  check: 'aws-endpoints',
  shows:
    'each step from the endpoint’s name to AWS’s own answer, where checks.aws-endpoints.enabled is set',
};

export const AWS_SIGNER: Proof = {
  check: 'aws-endpoints',
  shows:
    'who signs for each AWS endpoint, where checks.aws-endpoints.enabled is set; api-server shows it of the API',
};

export const KEY_PAIR: Proof = {
  check: 'host-readiness',
  shows:
    'whether the files for IAM Roles Anywhere can be read, and the key is the certificate’s own',
};

export const REGISTRY_PULL: Proof = {
  check: 'registry',
  shows:
    'whether each of targets.registries lets its account in, has the image for this processor, and hands it out',
};

export const CLUSTER_DNS: Proof = {
  check: 'cluster-dns',
  shows:
    'whether the cluster DNS answers this node, knows the cluster and reaches its upstreams, with --stage after-join',
};

export const NODE_STATUS: Proof = {
  check: 'node-status',
  shows:
    'whether the API takes the node’s credentials, has the node and holds it for Ready, with --stage after-join',
};
