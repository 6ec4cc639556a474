import type { KnownError } from './known-error.ts';
import { CREDENTIALS, TROUBLESHOOTING } from './sources.ts';

/** AWS credentials in general: whoever gives them. */
export const CREDENTIAL_ERRORS: readonly KnownError[] = [
  {
    id: 'instance-metadata-asked',
    title: 'Credentials are looked for in EC2, and this is not EC2',
    rank: 'exact',
    patterns: [
      'operation error ec2imds',
      'no EC2 IMDS role found',
      'dial tcp 169.254.169.254:80: ',
      'http://169.254.169.254/',
      'EC2RoleRequestError',
      'EC2MetadataError',
    ],
    cause:
      'A client found no credentials and no region on this host and asked the metadata service of EC2 as its last resort. The hybrid credentials are missing, nodeConfig.yaml was not read, or a pod relies on an instance role.',
    remedy:
      'On the host, look at the credentials and at the path given to nodeadm (-c file://…). In pods, use Pod Identity or IRSA:\n$ aws sts get-caller-identity',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      '{"level":"error","msg":"Command failed","error":"operation error ec2imds: GetRegion, request canceled, context deadline exceeded"}',
    ],
  },
  {
    id: 'credentials-expired',
    title: 'The AWS credentials have expired',
    rank: 'exact',
    patterns: [
      'ExpiredTokenException',
      'ExpiredToken: ',
      'The security token included in the request is expired',
    ],
    cause:
      'Credentials last an hour with SSM, one to twelve with IAM Roles Anywhere, and were not renewed: the agent does not run, or reaches neither ssm nor rolesanywhere.',
    remedy:
      'See that the endpoint answers, then restart the agent:\n$ systemctl restart amazon-ssm-agent\n$ aws sts get-caller-identity',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      'operation error SSM: DescribeInstanceInformation, https response error StatusCode: 400, RequestID: eee03a9e-f7cc-470a-9647-73d47e4cf0be, api error ExpiredTokenException: The security token included in the request is expired',
    ],
  },
  {
    id: 'credentials-invalid',
    title: 'AWS does not know these credentials',
    rank: 'exact',
    patterns: [
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'The security token included in the request is invalid',
    ],
    cause:
      'The access key is of no account, of another partition, or of a node that was deregistered; other credentials in the environment may hide the hybrid ones.',
    remedy:
      'See whose they are and where they come from:\n$ aws configure list\n$ aws sts get-caller-identity',
    proof: null,
    source: CREDENTIALS,
    examples: [
      'api error UnrecognizedClientException: The security token included in the request is invalid.',
    ],
  },
  {
    id: 'role-cannot-be-assumed',
    title: 'The hybrid nodes role cannot be assumed',
    rank: 'exact',
    patterns: [
      'is not authorized to perform: sts:AssumeRole on resource: {name}',
      'Unable to assume role for arn:',
    ],
    cause:
      'The trust policy of {name|the role} does not name the service (ssm.amazonaws.com, rolesanywhere.amazonaws.com) or this trust anchor, or the role is not in the IAM Roles Anywhere profile.',
    remedy:
      'Compare the trust policy with the guide’s:\n$ aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      'could not get token: AccessDenied: User: arn:aws:sts::111122223333:assumed-role/hybrid/node is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/hybrid',
    ],
  },
  {
    id: 'web-identity-refused',
    title: 'A pod’s role for service accounts is refused',
    rank: 'exact',
    patterns: ['Not authorized to perform sts:AssumeRoleWithWebIdentity', 'WebIdentityErr'],
    cause:
      'The pod’s token was not accepted for the role: the OIDC provider or the name of the service account in the trust policy does not fit.',
    remedy: 'Correct the role’s trust policy; the network is not the cause, as STS answered.',
    proof: null,
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html',
    examples: ['api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity'],
  },
  {
    id: 'iam-permission-missing',
    title: 'An IAM permission is missing',
    rank: 'kind',
    patterns: [
      'is not authorized to perform: {name}',
      'operation error EKS: DescribeCluster, https response error StatusCode: 403',
      'AccessDeniedException',
    ],
    cause:
      'AWS knows the role and does not let it do {name|this}. The hybrid nodes role needs eks:DescribeCluster, the ECR pull permissions, and those of its credential provider.',
    remedy:
      'Add the permission to the hybrid nodes role:\n$ aws iam list-attached-role-policies --role-name ROLE',
    proof: null,
    source: CREDENTIALS,
    examples: [
      'operation error EKS: DescribeCluster, https response error StatusCode: 403, RequestID: 1, AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/hybrid/mi-0123456789abcdef0 is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:eu-west-1:111122223333:cluster/prod',
    ],
  },
  {
    id: 'credentials-missing',
    title: 'No AWS credentials are found',
    rank: 'kind',
    patterns: [
      'NoCredentialProviders: no valid providers in chain',
      'failed to refresh cached credentials',
      'Unable to locate credentials',
    ],
    cause:
      'Neither SSM nor IAM Roles Anywhere gave credentials: /root/.aws/credentials was removed, /etc/aws/hybrid/config does not fit, or the provider could not be reached.',
    remedy:
      'Look into the provider’s own log, and run nodeadm init again:\n$ tail -50 /var/log/amazon/ssm/errors.log\n$ cat /etc/aws/hybrid/config',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      'operation error SSM: DescribeInstanceInformation, get identity: get credentials: failed to refresh cached credentials',
    ],
  },
  {
    id: 'kubelet-credential-command-failed',
    title: 'The kubelet’s credential command fails',
    rank: 'symptom',
    patterns: [
      'getting credentials: exec: executable {name} failed',
      'getting credentials: exec: executable',
    ],
    cause:
      'The kubelet gets its token from {name|a program}, and that ended with an error: as a rule because AWS credentials are missing. The lines before it say why.',
    remedy: 'Look at the credentials first:\n$ aws sts get-caller-identity',
    proof: null,
    source: null,
    examples: [
      'getting credentials: exec: executable aws-iam-authenticator failed with exit code 1',
    ],
  },
  {
    id: 'aws-login-check-failed',
    title: 'nodeadm’s look at the AWS login failed',
    rank: 'symptom',
    patterns: ['aws-auth-validation', 'Check your AWS configuration'],
    cause: 'sts:GetCallerIdentity was refused or gave nothing; the error beside it says why.',
    remedy: 'Try it by hand:\n$ aws sts get-caller-identity',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      '{"level":"error","msg":"Validation failed","validation":"aws-auth-validation","remediation":"Check your AWS configuration and ensure you can obtain valid AWS credentials"}',
    ],
  },
];
