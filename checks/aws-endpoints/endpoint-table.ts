import type { Signature } from './target.ts';

export type Feature = 'pod-identity' | 'oidc' | 'cloudwatch' | 'public-ecr';

/** One endpoint that a hybrid node calls. `{r}` is the region, `{sfx}` the partition's suffix, `{acct}` ECR's account. */
export type EndpointEntry = {
  readonly id: string;
  readonly host: string;
  /** In China, where it has another name. */
  readonly chinaHost?: string;
  readonly purpose: string;
  readonly path: string;
  readonly signature: Signature;
  /** False where no interface endpoint of a VPC stands for it: its addresses are public ones in any case. */
  readonly hasPrivateLink: boolean;
  readonly credentials?: 'ssm' | 'iam-roles-anywhere';
  readonly feature?: Feature;
};

/** STS says in XML what it misses; other services only say that they do not know the call. */
const STS_PATH = '/?Action=GetCallerIdentity&Version=2011-06-15';

/**
 * What nodes need of AWS: https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html, and what that
 * page leaves out: api.ecr (aws/eks-hybrid issue 367) and the bucket of image layers (ECR interface VPC endpoints).
 */
export const ENDPOINTS: readonly EndpointEntry[] = [
  {
    id: 'assets',
    host: 'hybrid-assets.eks.amazonaws.com',
    chinaHost: 'eks-hybrid-assets.awsstatic.cn',
    purpose: 'nodeadm’s artefacts',
    ...{ path: '/manifest.yaml', signature: 'manifest', hasPrivateLink: false },
  },
  {
    id: 'eks',
    host: 'eks.{r}.{sfx}',
    purpose: 'the EKS API (DescribeCluster)',
    ...{ path: '/', signature: 'service', hasPrivateLink: true },
  },
  {
    id: 'ecr-api',
    host: 'api.ecr.{r}.{sfx}',
    purpose: 'tokens for image pulls',
    ...{ path: '/', signature: 'service', hasPrivateLink: true },
  },
  {
    id: 'ecr-dkr',
    host: '{acct}.dkr.ecr.{r}.{sfx}',
    purpose: 'image manifests',
    ...{ path: '/v2/', signature: 'registry', hasPrivateLink: true },
  },
  {
    id: 'ecr-layers',
    host: 'prod-{r}-starport-layer-bucket.s3.{r}.{sfx}',
    purpose: 'image layers',
    ...{ path: '/', signature: 's3', hasPrivateLink: true },
  },
  {
    id: 'ssm-setup',
    host: 'amazon-ssm-{r}.s3.{r}.{sfx}',
    purpose: 'the SSM agent’s installer',
    ...{ path: '/', signature: 's3', hasPrivateLink: true, credentials: 'ssm' },
  },
  {
    id: 'ssm',
    host: 'ssm.{r}.{sfx}',
    purpose: 'registration with SSM',
    ...{ path: '/', signature: 'service', hasPrivateLink: true, credentials: 'ssm' },
  },
  {
    id: 'ssmmessages',
    host: 'ssmmessages.{r}.{sfx}',
    purpose: 'the SSM agent’s channel',
    ...{ path: '/', signature: 'service', hasPrivateLink: true, credentials: 'ssm' },
  },
  {
    id: 'rolesanywhere-setup',
    host: 'rolesanywhere.amazonaws.com',
    purpose: 'the signing helper of IAM Roles Anywhere',
    ...{ path: '/', signature: 's3', hasPrivateLink: false, credentials: 'iam-roles-anywhere' },
  },
  {
    id: 'rolesanywhere',
    host: 'rolesanywhere.{r}.{sfx}',
    purpose: 'credentials of IAM Roles Anywhere',
    ...{ path: '/', signature: 'service', hasPrivateLink: true, credentials: 'iam-roles-anywhere' },
  },
  {
    id: 'sts',
    host: 'sts.{r}.{sfx}',
    purpose: 'credentials of pods (IRSA)',
    ...{ path: STS_PATH, signature: 'xml', hasPrivateLink: true },
  },
  {
    id: 'eks-auth',
    host: 'eks-auth.{r}.api.aws',
    purpose: 'credentials of pods (Pod Identity)',
    ...{ path: '/', signature: 'service', hasPrivateLink: true, feature: 'pod-identity' },
  },
  {
    id: 'oidc',
    host: 'oidc.eks.{r}.{sfx}',
    purpose: 'the issuer of IRSA’s tokens',
    ...{ path: '/', signature: 'service', hasPrivateLink: true, feature: 'oidc' },
  },
  {
    id: 'logs',
    host: 'logs.{r}.{sfx}',
    purpose: 'CloudWatch Logs',
    ...{ path: '/', signature: 'service', hasPrivateLink: true, feature: 'cloudwatch' },
  },
  {
    id: 'monitoring',
    host: 'monitoring.{r}.{sfx}',
    purpose: 'CloudWatch metrics',
    ...{ path: '/', signature: 'service', hasPrivateLink: true, feature: 'cloudwatch' },
  },
  {
    id: 'public-ecr',
    host: 'public.ecr.aws',
    purpose: 'public images and charts',
    ...{ path: '/v2/', signature: 'registry', hasPrivateLink: false, feature: 'public-ecr' },
  },
];
