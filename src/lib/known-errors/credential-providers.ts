import type { KnownError } from './known-error.ts';
import { AWS_ENDPOINT, KEY_PAIR } from './proofs.ts';
import { CREDENTIALS, TROUBLESHOOTING } from './sources.ts';

const ACTIVATE =
  'Create an activation in the region of the cluster, put its code and id into nodeConfig.yaml, and run nodeadm init again:\n$ aws ssm create-activation --region REGION --iam-role ROLE --registration-limit 10';

/** SSM hybrid activations and IAM Roles Anywhere. */
export const PROVIDER_ERRORS: readonly KnownError[] = [
  {
    id: 'ssm-activation-expired',
    title: 'The SSM activation has expired',
    rank: 'exact',
    patterns: ['SSM activation expired', 'ActivationExpired'],
    cause:
      'An activation is good for a day unless told otherwise, for 30 at most; this one is past that.',
    remedy: ACTIVATE,
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      'ERROR Registration failed due to error registering the instance with AWS SSM. ActivationExpired',
    ],
  },
  {
    id: 'ssm-activation-invalid',
    title: 'SSM does not know this activation',
    rank: 'exact',
    patterns: ['InvalidActivation', 'invalid SSM activation'],
    cause:
      'Code, id and region do not belong together: the activation is of another region than the cluster, was deleted, or has a typing error.',
    remedy: ACTIVATE,
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      'ERROR Registration failed due to error registering the instance with AWS SSM. InvalidActivation',
    ],
  },
  {
    id: 'ssm-registration-limit',
    title: 'The SSM activation is used up',
    rank: 'exact',
    patterns: ['RegistrationLimitExceeded', 'registration limit'],
    cause:
      'As many hosts as the activation allows have registered with it; one that is registered again counts again.',
    remedy: ACTIVATE,
    proof: null,
    source: CREDENTIALS,
    examples: [
      'ERROR Registration failed due to error registering the instance with AWS SSM. RegistrationLimitExceeded',
    ],
  },
  {
    id: 'ssm-not-registered',
    title: 'The SSM agent is not registered',
    rank: 'exact',
    patterns: [
      'RegistrationKey does not exist',
      'Failed to fetch instance ID. Data from vault is empty',
    ],
    cause:
      'The agent runs and holds no registration: nodeadm init did not come so far, or its vault was removed.',
    remedy: 'Run nodeadm init; the region and the activation have to be right.',
    proof: null,
    source: TROUBLESHOOTING,
    examples: ['Failed to load instance info from vault. RegistrationKey does not exist.'],
  },
  {
    id: 'ssm-instance-unknown',
    title: 'SSM has forgotten this host',
    rank: 'exact',
    patterns: ['InvalidInstanceId: ', 'Not existing InstanceId'],
    cause:
      'The managed instance was deregistered in AWS; the key on this host opens nothing any more.',
    remedy: 'nodeadm uninstall, nodeadm install and nodeadm init with a new activation.',
    proof: null,
    source: TROUBLESHOOTING,
    examples: [
      'INFO [ssm-agent-worker] Entering SSM Agent hibernate - error occurred in RequestManagedInstanceRoleToken: InvalidInstanceId: Not existing InstanceId mi-0123456789abcdef0',
    ],
  },
  {
    id: 'ssm-fingerprint-changed',
    title: 'SSM takes this host for another machine',
    rank: 'exact',
    patterns: [
      'MachineFingerprintDoesNotMatch',
      'fingerprint does not match',
      'Calculated hardware difference, regenerating fingerprint',
    ],
    cause:
      'The agent’s fingerprint of the hardware changed: a cloned disk, a new machine-id, or hardware that was exchanged. AWS gives no credentials to a copy.',
    remedy:
      'Give every clone a machine-id of its own before it registers, and register this host anew: nodeadm uninstall, install, init.',
    proof: null,
    source: 'https://github.com/aws/amazon-ssm-agent/issues/567',
    examples: [
      'ERROR [OnPremCredsProvider] error occurred in RequestManagedInstanceRoleToken: MachineFingerprintDoesNotMatch',
    ],
  },
  {
    id: 'ssm-endpoint-check-failed',
    title: 'nodeadm does not reach the SSM endpoint',
    rank: 'symptom',
    patterns: ['allows access to the AWS SSM API endpoint', 'ssm-api-network'],
    cause:
      'nodeadm’s own look at ssm.REGION.amazonaws.com failed; the error beside it says at which step.',
    remedy:
      'Allow tcp 443 to ssm and ssmmessages of the region:\n$ curl -sSI https://ssm.REGION.amazonaws.com/',
    proof: AWS_ENDPOINT,
    source: TROUBLESHOOTING,
    examples: [
      '{"level":"error","msg":"Validation failed","remediation":"Ensure your network configuration allows access to the AWS SSM API endpoint"}',
    ],
  },
  {
    id: 'roles-anywhere-session-name',
    title: 'IAM Roles Anywhere may not set the session name',
    rank: 'exact',
    patterns: ['Not authorized to set roleSessionName'],
    cause: 'The node’s name is to be the session name, and the profile does not accept one.',
    remedy:
      'Let the profile accept it:\n$ aws rolesanywhere update-profile --profile-id ID --accept-role-session-name',
    proof: null,
    source: TROUBLESHOOTING,
    examples: ['AccessDeniedException: Not authorized to set roleSessionName'],
  },
  {
    id: 'roles-anywhere-untrusted',
    title: 'IAM Roles Anywhere does not trust the certificate',
    rank: 'exact',
    patterns: [
      'Untrusted certificate',
      'Untrusted Signing Certificate',
      'Untrusted signing certificate',
    ],
    cause:
      'AWS found no chain from the node’s certificate to the trust anchor: an intermediate is missing, the anchor is of another CA, or the certificate lacks digitalSignature or basicConstraints CA:FALSE.',
    remedy:
      'See what it holds, and compare the issuer with the anchor:\n$ openssl x509 -noout -text -in /etc/iam/pki/server.pem',
    proof: {
      check: 'host-readiness',
      shows:
        'whether the file holds a chain, and a node’s certificate instead of an authority’s; whether the trust anchor signed it, only AWS knows',
    },
    source: 'https://github.com/aws/rolesanywhere-credential-helper/issues/108',
    examples: ['AccessDeniedException: Untrusted certificate. Insufficient certificate'],
  },
  {
    id: 'roles-anywhere-signature',
    title: 'The node’s key and certificate do not belong together',
    rank: 'exact',
    patterns: ['AccessDeniedException: Invalid signature', 'private key does not match public key'],
    cause:
      'What the key signs the certificate cannot verify: the two files are of different pairs.',
    remedy:
      'These two must print the same:\n$ openssl x509 -noout -pubkey -in /etc/iam/pki/server.pem | sha256sum\n$ openssl pkey -pubout -in /etc/iam/pki/server.key | sha256sum',
    proof: KEY_PAIR,
    source: 'https://github.com/aws/rolesanywhere-credential-helper/issues/128',
    examples: [
      'operation error RolesAnywhere: CreateSession, https response error StatusCode: 403, AccessDeniedException: Invalid signature',
    ],
  },
  {
    id: 'roles-anywhere-files',
    title: 'The node’s certificate or key cannot be read',
    rank: 'exact',
    patterns: [
      'open /etc/iam/pki/{word}: {no such file or directory|permission denied}',
      'could not parse PEM data',
    ],
    cause:
      'IAM Roles Anywhere needs /etc/iam/pki/server.pem and server.key, unless nodeConfig.yaml names others.',
    remedy:
      'Put them there, as PEM, readable by root:\n$ ls -l /etc/iam/pki\n$ openssl x509 -noout -subject -enddate -in /etc/iam/pki/server.pem',
    proof: KEY_PAIR,
    source: TROUBLESHOOTING,
    examples: ['open /etc/iam/pki/server.pem: no such file or directory'],
  },
  {
    id: 'roles-anywhere-endpoint-check-failed',
    title: 'nodeadm does not reach IAM Roles Anywhere',
    rank: 'symptom',
    patterns: ['iam-ra-api-network'],
    cause:
      'nodeadm’s own look at rolesanywhere.REGION.amazonaws.com failed; the error beside it says at which step.',
    remedy:
      'Allow tcp 443 to rolesanywhere and sts of the region:\n$ curl -sSI https://rolesanywhere.REGION.amazonaws.com/',
    proof: AWS_ENDPOINT,
    source: TROUBLESHOOTING,
    examples: [
      '{"level":"error","msg":"Validation failed","validation":"iam-ra-api-network","error":"unreachable"}',
    ],
  },
];
