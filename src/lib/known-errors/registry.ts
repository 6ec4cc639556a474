import type { KnownError } from './known-error.ts';
import { AWS_ENDPOINT, REGISTRY_PULL } from './proofs.ts';
import { CREDENTIALS, NETWORKING } from './sources.ts';

/** Images that do not come. */
export const REGISTRY_ERRORS: readonly KnownError[] = [
  {
    id: 'registry-login-refused',
    title: 'The registry does not let this node pull',
    rank: 'exact',
    patterns: [
      'failed to resolve reference "{image}"* {401 Unauthorized|403 Forbidden}',
      'no basic auth credentials',
      'pull access denied, repository does not exist or may require authorization',
      'failed to fetch anonymous token',
      'unauthorized: authentication required',
    ],
    cause:
      'The registry was reached and refused {image|the image}: a pull secret is missing or wrong, or for ECR the node’s role lacks the pull permissions.',
    remedy:
      'For ECR, attach AmazonEC2ContainerRegistryPullOnly to the hybrid nodes role; for another registry, name an imagePullSecret in the pod:\n$ crictl pull {image|IMAGE}',
    proof: REGISTRY_PULL,
    source: CREDENTIALS,
    examples: [
      'failed to resolve reference "harbor.company.local/team/app:1.2": unexpected status from HEAD request to https://harbor.company.local/v2/team/app/manifests/1.2: 401 Unauthorized',
    ],
  },
  {
    id: 'image-not-found',
    title: 'The image does not exist',
    rank: 'exact',
    patterns: [
      'failed to resolve reference "{image}"*: not found',
      'manifest unknown',
      'no match for platform in manifest',
    ],
    cause: 'The registry answered that it has no {image|such image}, or none for this processor.',
    remedy: 'Correct name, tag or architecture:\n$ crictl pull {image|IMAGE}\n$ uname -m',
    proof: REGISTRY_PULL,
    source: null,
    examples: [
      'failed to pull and unpack image "public.ecr.aws/cilium/cilium:v9.9.9": failed to resolve reference "public.ecr.aws/cilium/cilium:v9.9.9": public.ecr.aws/cilium/cilium:v9.9.9: not found',
      'no match for platform in manifest: not found',
    ],
  },
  {
    id: 'registry-rate-limit',
    title: 'The registry limits pulls',
    rank: 'exact',
    patterns: ['toomanyrequests', '429 Too Many Requests'],
    cause: 'All nodes behind one address share the registry’s allowance for strangers.',
    remedy: 'Log in, or pull through a cache on premises or in ECR.',
    proof: null,
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html',
    examples: [
      'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading',
    ],
  },
  {
    id: 'image-credential-provider',
    title: 'The kubelet’s ECR login helper fails',
    rank: 'kind',
    patterns: [
      'error execing credential provider plugin',
      'Failed getting credential from external registry credential provider',
    ],
    cause:
      'ecr-credential-provider got no token from api.ecr: AWS credentials are missing, or api.ecr.REGION.amazonaws.com is blocked, which lists of endpoints often forget.',
    remedy:
      'Try what it does:\n$ aws ecr get-authorization-token --region REGION --query "authorizationData[].proxyEndpoint"',
    proof: AWS_ENDPOINT,
    source: 'https://github.com/aws/eks-hybrid/issues/367',
    examples: [
      '"Failed getting credential from external registry credential provider" err="error execing credential provider plugin ecr-credential-provider for image 602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/pause: signal: killed"',
    ],
  },
  {
    id: 'sandbox-image-missing',
    title: 'The pause image cannot be pulled',
    rank: 'symptom',
    patterns: ['failed to get sandbox image "{image}"', 'failed to pull sandbox image'],
    cause:
      'Every pod needs {image|the pause image} of EKS’s own ECR first: without it nothing starts, not even the network plugin.',
    remedy:
      'Allow tcp 443 to the registry, to api.ecr and to the S3 bucket of the layers, prod-REGION-starport-layer-bucket.s3.REGION.amazonaws.com:\n$ crictl pull {image|IMAGE}',
    proof: AWS_ENDPOINT,
    source: NETWORKING,
    examples: [
      'failed to get sandbox image "602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/pause:3.5": failed to pull image',
    ],
  },
  {
    id: 'image-pull-fails',
    title: 'An image cannot be pulled',
    rank: 'symptom',
    patterns: [
      'Failed to pull image "{image}"',
      'Back-off pulling image "{image}"',
      'PullImage "{image}" failed',
      'ErrImagePull',
      'ImagePullBackOff',
    ],
    cause: '{image|The image} does not come; the event before it, or containerd’s log, says why.',
    remedy:
      'Pull it by hand, and mend what that says:\n$ crictl pull {image|IMAGE}\n$ journalctl -u containerd --since -10min',
    proof: REGISTRY_PULL,
    source: null,
    examples: [
      '  Warning  Failed  3m (x4 over 5m)  kubelet  Error: ImagePullBackOff',
      '  Normal   BackOff 2m (x6 over 5m)  kubelet  Back-off pulling image "harbor.company.local/team/app:1.2"',
    ],
  },
];
