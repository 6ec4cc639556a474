import { message } from '#core/messages.ts';
import { EXAMPLE, EXPLAIN_LOG, type NodeWords } from './node-words.ts';

const ASK = ({ kubeconfig, name }: NodeWords): string =>
  `$ sudo kubectl --kubeconfig ${kubeconfig} get node ${name}`;

const ENTRIES = ({ cluster }: NodeWords): string =>
  `$ aws eks list-access-entries --cluster-name ${cluster}\n$ aws eks create-access-entry --cluster-name ${cluster} --type HYBRID_LINUX --principal-arn ROLE_ARN`;

/** Words for what keeps the node from being asked for. */
export const accessMessages = {
  kubectlAbsent: message<NodeWords>({
    severity: 'inconclusive',
    title: 'There is no kubectl to ask the API with',
    example: EXAMPLE,
    detail: ({ name }) =>
      `Whether ${name} is registered and Ready was not asked: kubectl is neither in PATH nor in /usr/local/bin, where nodeadm install puts it.`,
    fix: ({ name }) => `Ask from where there is one, or install it:\n$ kubectl get node ${name}`,
  }),
  kubeconfigAbsent: message<NodeWords>({
    severity: 'fail',
    title: 'The kubelet has nothing to ask the API with',
    example: EXAMPLE,
    detail: ({ kubeconfig }) =>
      `${kubeconfig} is not there; nodeadm init writes it before it starts the kubelet.`,
    fix: () =>
      'Join the host, or name the file as checks.node-status.kubeconfig:\n$ sudo nodeadm init -c file://nodeConfig.yaml',
  }),
  kubeconfigUnseen: message<NodeWords>({
    severity: 'inconclusive',
    title: 'The API was not asked for the node',
    example: EXAMPLE,
    detail: ({ kubeconfig }) => `This user may not read ${kubeconfig}.`,
    fix: () => 'Run as root: sudo hybrid-preflight run --stage after-join',
  }),
  nodeNameUnknown: message<NodeWords>({
    severity: 'inconclusive',
    title: 'The node’s name is not known',
    example: { ...EXAMPLE, name: '' },
    detail: () =>
      'Neither /etc/eks/kubelet/environment (--hostname-override) nor the subject of the kubelet’s certificate tells it.',
    fix: () =>
      'Name it as checks.node-status.nodeName: the id of the managed instance (mi-…), or nodeName of IAM Roles Anywhere.\n$ kubectl get nodes -l eks.amazonaws.com/compute-type=hybrid -o wide',
  }),
  noCredentials: message<NodeWords>({
    severity: 'fail',
    title: 'The node gets no credentials from AWS',
    example: {
      ...EXAMPLE,
      said: 'Unable to connect to the server: getting credentials: exec: executable aws-iam-authenticator failed with exit code 1',
    },
    detail: ({ kubeconfig, said }) =>
      `kubectl with ${kubeconfig}, which takes credentials as the kubelet does: ${said}`,
    fix: (facts) =>
      `Where the kubelet itself works, run with root’s home (sudo -H). Else mend SSM or IAM Roles Anywhere: hybrid-preflight run --only aws-endpoints,host-readiness.\n${ASK(facts)}\n${EXPLAIN_LOG}`,
  }),
  unauthorised: message<NodeWords>({
    severity: 'fail',
    title: 'The cluster does not know the node’s credentials',
    example: { ...EXAMPLE, said: 'error: You must be logged in to the server (Unauthorized)' },
    detail: ({ said }) =>
      `The API was reached, and answers: ${said}. The role of the node has no access entry, or AWS’s session is of another name or has ended. This is no matter of the network.`,
    fix: (facts) => `Give the role an access entry of the type HYBRID_LINUX:\n${ENTRIES(facts)}`,
  }),
  forbidden: message<NodeWords>({
    severity: 'fail',
    title: 'The cluster does not take the host for this node',
    example: {
      ...EXAMPLE,
      said: 'Error from server (Forbidden): nodes "mi-0123456789abcdef0" is forbidden',
    },
    detail: ({ name, said }) =>
      `The API knows the credentials, and does not let them read ${name}: ${said}. A node may read itself alone: its session has another name, or its role maps to no node.`,
    fix: (facts) =>
      `See that the access entry is of the type HYBRID_LINUX, and that nodeName (IAM Roles Anywhere) is the certificate’s common name:\n${ENTRIES(facts)}`,
  }),
  apiUntrusted: message<NodeWords>({
    severity: 'fail',
    title: 'The node does not trust who answers as the API',
    example: { ...EXAMPLE, said: 'x509: certificate signed by unknown authority' },
    detail: ({ kubeconfig, said }) => `kubectl with the authority of ${kubeconfig}: ${said}`,
    fix: (facts) =>
      `Find out who answers: hybrid-preflight run --only api-server. A proxy that decrypts has to let the endpoint be; an authority of another cluster is mended by nodeadm uninstall, install and init.\n${ASK(facts)}`,
  }),
  apiUnreachable: message<NodeWords>({
    severity: 'fail',
    title: 'The API was not reached to ask for the node',
    example: {
      ...EXAMPLE,
      said: 'Unable to connect to the server: dial tcp 10.20.1.10:443: i/o timeout',
    },
    detail: ({ kubeconfig, said }) => `kubectl with ${kubeconfig}: ${said}`,
    fix: (facts) =>
      `Each step of the way there: hybrid-preflight run --only dns-forwarding,firewall-ports,api-server. kubectl heeds the proxy of this shell, the kubelet that of its unit.\n${ASK(facts)}`,
  }),
  kubectlUnclear: message<NodeWords>({
    severity: 'inconclusive',
    title: 'What kubectl says tells nothing of the node',
    example: { ...EXAMPLE, said: 'error: invalid configuration: no configuration provided' },
    detail: ({ name, said }) =>
      `Asked for ${name}: ${said === '' ? 'it failed and said nothing' : said}.`,
    fix: (facts) => `Ask by hand:\n${ASK(facts)}`,
  }),
};
