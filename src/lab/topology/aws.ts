/** How a service of AWS answers whoever shows no credentials: see ../services/aws-answers.ts. */
export type AwsProtocol = 'json' | 'rest' | 'query' | 's3' | 'registry' | 'manifest';

export interface AwsEndpoint {
  readonly name: string;
  /** Those of its interface endpoint, one for each zone that it is in. */
  readonly addresses: readonly string[];
  readonly speaks: AwsProtocol;
}

export type AwsEndpointId = keyof typeof ENDPOINTS;

/**
 * What a hybrid node calls in AWS. The artefacts of nodeadm, the helper of IAM Roles Anywhere and the public registry have
 * no interface endpoints; as nothing leaves the lab, they are in the VPC as well.
 */
const ENDPOINTS = {
  ssm: { name: 'ssm.eu-west-1.amazonaws.com', addresses: ['10.20.3.41'], speaks: 'json' },
  ssmmessages: {
    name: 'ssmmessages.eu-west-1.amazonaws.com',
    ...{ addresses: ['10.20.3.42'], speaks: 'json' },
  },
  ec2messages: {
    name: 'ec2messages.eu-west-1.amazonaws.com',
    ...{ addresses: ['10.20.3.43'], speaks: 'json' },
  },
  rolesanywhere: {
    name: 'rolesanywhere.eu-west-1.amazonaws.com',
    ...{ addresses: ['10.20.3.53'], speaks: 'rest' },
  },
  'rolesanywhere-setup': {
    name: 'rolesanywhere.amazonaws.com',
    ...{ addresses: ['10.20.3.54'], speaks: 's3' },
  },
  sts: {
    name: 'sts.eu-west-1.amazonaws.com',
    ...{ addresses: ['10.20.3.44', '10.20.3.52'], speaks: 'query' },
  },
  'ecr-api': {
    name: 'api.ecr.eu-west-1.amazonaws.com',
    ...{ addresses: ['10.20.3.45'], speaks: 'json' },
  },
  eks: { name: 'eks.eu-west-1.amazonaws.com', addresses: ['10.20.3.46'], speaks: 'rest' },
  'ecr-dkr': {
    name: '602401143452.dkr.ecr.eu-west-1.amazonaws.com',
    ...{ addresses: ['10.20.3.47'], speaks: 'registry' },
  },
  'ecr-layers': {
    name: 'prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com',
    ...{ addresses: ['10.20.3.48'], speaks: 's3' },
  },
  'ssm-setup': {
    name: 'amazon-ssm-eu-west-1.s3.eu-west-1.amazonaws.com',
    ...{ addresses: ['10.20.3.48'], speaks: 's3' },
  },
  assets: {
    name: 'hybrid-assets.eks.amazonaws.com',
    ...{ addresses: ['10.20.3.49'], speaks: 'manifest' },
  },
  'eks-auth': {
    name: 'eks-auth.eu-west-1.api.aws',
    ...{ addresses: ['10.20.3.50'], speaks: 'rest' },
  },
  'public-ecr': { name: 'public.ecr.aws', addresses: ['10.20.3.51'], speaks: 'registry' },
} as const satisfies Readonly<Record<string, AwsEndpoint>>;

export const AWS_ENDPOINTS: Readonly<Record<AwsEndpointId, AwsEndpoint>> = ENDPOINTS;

/** In order, each once: two buckets share the interface endpoint of S3. */
export const AWS_ADDRESSES: readonly string[] = [
  ...new Set(Object.values(AWS_ENDPOINTS).flatMap(({ addresses }) => addresses)),
].sort();
