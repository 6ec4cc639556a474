import type { JsonSchema } from '#core/json.ts';

export type StatusOptions = {
  readonly certificate: string;
  readonly kubeconfig: string;
  readonly nodeName: string;
  readonly kubernetesVersion: string;
  readonly expiryWarningDays: number;
  readonly waitSeconds: number;
  readonly timeoutMs: number;
};

const path = (description: string, preset: string): JsonSchema => ({
  ...{ type: 'string', description, pattern: '^/', default: preset },
});

const count = (description: string, maximum: number, preset: number): JsonSchema => ({
  ...{ type: 'integer', description, minimum: 0, maximum, default: preset },
});

export const options: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    certificate: path(
      'The certificate that the kubelet shows. Of the key in the same file nothing is read.',
      '/var/lib/kubelet/pki/kubelet-server-current.pem',
    ),
    kubeconfig: path(
      'What kubectl asks the API with; nodeadm init writes it.',
      '/var/lib/kubelet/kubeconfig',
    ),
    nodeName: {
      type: 'string',
      description:
        'The node’s name in the cluster. Empty: the one that nodeadm gave the kubelet (the id of the managed instance, or nodeName of IAM Roles Anywhere).',
      pattern: '^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)?$',
      default: '',
    },
    kubernetesVersion: {
      type: 'string',
      description:
        'The cluster’s version, such as 1.33, for where its API does not tell strangers: aws eks describe-cluster --query cluster.version.',
      pattern: '^(1\\.\\d{1,3})?$',
      default: '',
    },
    expiryWarningDays: count(
      'Warns of a certificate that ends within so many days, and anyway in the last tenth of its time, which the kubelet does not wait for.',
      365,
      3,
    ),
    waitSeconds: count(
      'Asks again for so long while the node is not Ready. limits.caseDeadline has to be longer.',
      600,
      0,
    ),
    timeoutMs: {
      type: 'integer',
      description:
        'How long the API, and each program that is asked, may take, in milliseconds; kubectl has 5 s more for its credentials.',
      minimum: 200,
      maximum: 60_000,
      default: 10_000,
    },
  },
};
