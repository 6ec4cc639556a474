import { message } from '#core/messages.ts';

export type SkewFacts = {
  readonly cluster: string;
  readonly kubelet: string;
  readonly api: readonly string[];
  /** By how many minor versions the kubelet is older; negative where it is newer. */
  readonly behind: number;
  /** By how many it may be. */
  readonly most: number;
  /** The version that fits every interface. */
  readonly wanted: string;
  readonly credentials: 'ssm' | 'iam-ra';
  readonly isJoining: boolean;
};

const EXAMPLE: SkewFacts = {
  ...{ cluster: 'prod', kubelet: 'v1.29.6-eks-1552ad0', api: ['v1.33.4-eks-99d6cc0'] },
  ...{ behind: 4, most: 3, wanted: '1.33', credentials: 'ssm', isJoining: false },
};

const POLICY = 'https://kubernetes.io/releases/version-skew-policy/';

export const versionMessages = {
  kubeletTooNew: message<SkewFacts>({
    severity: 'fail',
    title: 'The kubelet is newer than the API',
    example: { ...EXAMPLE, kubelet: 'v1.34.1-eks-113cf36', behind: -1 },
    detail: ({ kubelet, api }) =>
      `The kubelet is ${kubelet}, the API ${api.join(' and ')}. A kubelet may never be newer (${POLICY}); nodeadm init ends here.`,
    fix: (facts) =>
      `Install the cluster’s version, or update the cluster first:\n${reinstall(facts)}\n$ aws eks describe-cluster --name ${facts.cluster} --query cluster.version`,
  }),
  kubeletTooOld: message<SkewFacts>({
    severity: 'fail',
    title: 'The kubelet is too old for the API',
    example: EXAMPLE,
    detail: ({ kubelet, api, behind, most }) =>
      `The kubelet is ${kubelet}, the API ${api.join(' and ')}: ${behind} minor versions apart, where ${most} are the most for this kubelet (${POLICY}). nodeadm init ends here.`,
    fix: (facts) => `Bring it to the cluster’s version:\n${mend(facts)}`,
  }),
  kubeletAtLimit: message<SkewFacts>({
    severity: 'warn',
    title: 'The kubelet will be too old after the next update',
    example: { ...EXAMPLE, kubelet: 'v1.30.4-eks-a737599', behind: 3 },
    detail: ({ kubelet, api, most }) =>
      `The kubelet is ${kubelet}, the API ${api.join(' and ')}: ${most} minor versions apart, which is the most that is supported (${POLICY}).`,
    fix: (facts) => `Update it before the cluster is updated:\n${mend(facts)}`,
  }),
  kubeletAbsent: message<{ readonly cluster: string }>({
    severity: 'fail',
    title: 'No kubelet is installed',
    example: EXAMPLE,
    detail: () =>
      'There is no program kubelet on this host, where nodeadm install should have put it into /usr/bin.',
    fix: ({ cluster }) =>
      `Install the cluster’s version, or run at the stage that the host is at: --stage before-init.\n$ aws eks describe-cluster --name ${cluster} --query cluster.version`,
  }),
  kubeletUnclear: message<{ readonly said: string }>({
    severity: 'inconclusive',
    title: 'The kubelet does not tell its version',
    example: { said: 'nothing within 10000 ms' },
    detail: ({ said }) => `kubelet --version: ${said}.`,
    fix: () => 'Look by hand:\n$ kubelet --version',
  }),
  apiVersionUnknown: message<{
    readonly cluster: string;
    readonly kubelet: string;
    readonly said: readonly string[];
    readonly isNamed: boolean;
  }>({
    severity: 'inconclusive',
    title: 'The version of the API is not known',
    example: {
      ...{ cluster: 'prod', kubelet: EXAMPLE.kubelet, isNamed: true },
      said: ['10.20.1.10:443: 401 with application/json'],
    },
    detail: ({ kubelet, said, isNamed }) =>
      isNamed
        ? `The kubelet is ${kubelet}; of the API nobody told: ${said.join('; ')}. Clusters may keep it from strangers.`
        : `The kubelet is ${kubelet}; the config names neither targets.kubernetesApi nor cluster.endpoint to ask.${said.map((one) => ` ${one}.`).join('')}`,
    fix: ({ cluster }) =>
      `Put it into the config as checks.node-status.kubernetesVersion:\n$ aws eks describe-cluster --name ${cluster} --query cluster.version --output text`,
  }),
};

function mend(facts: SkewFacts): string {
  return facts.isJoining
    ? `$ sudo nodeadm upgrade ${facts.wanted} -c file://nodeConfig.yaml`
    : reinstall(facts);
}

/** `nodeadm upgrade` leads upwards only. */
function reinstall({ wanted, credentials, isJoining }: SkewFacts): string {
  const install = `$ sudo nodeadm uninstall\n$ sudo nodeadm install ${wanted} --credential-provider ${credentials}`;
  return isJoining ? `${install}\n$ sudo nodeadm init -c file://nodeConfig.yaml` : install;
}
