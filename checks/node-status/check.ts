import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { options } from './options.ts';
import { plan } from './plan.ts';

export const nodeStatus = defineCheck({
  id: 'node-status',
  title: 'The kubelet fits the cluster, and its node is Ready',
  why: 'A certificate or a version of another cluster ends nodeadm init half way; and a node that has joined may be registered and still not Ready.',
  explanation: {
    proves: [
      'The certificate that the kubelet shows, where there is one, bears the signature of the cluster’s authority, is in force by this host’s clock, and is for the node’s address.',
      'The kubelet is no newer than the API, and not too much older, by the versions that both tell.',
      'After the join: the API knows the node’s credentials, has the node, holds it for Ready, and has an address of this host for it.',
    ],
    doesNotProve: [
      'That the API reaches the kubelet: firewall-ports proves 10250, with a peer.',
      'The version of an API that tells it neither to strangers nor to the kubelet, where the config does not say it.',
      'That the node stays Ready: it is asked for at one moment.',
    ],
    sources: [
      'https://kubernetes.io/releases/version-skew-policy/',
      'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/ (certificates of the kubelet, and who signs them)',
      'https://kubernetes.io/docs/reference/node/node-status/ (conditions and addresses)',
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-troubleshooting.html',
      'https://github.com/aws/eks-hybrid (kubelet-cert-validation, kubelet-version-skew-validation, active-node)',
    ],
  },
  vocabulary,
  needs: ['kubelet', 'hostState', 'host', 'https', 'dns', 'clock'],
  lane: 'light',
  options,
  plan,
  measure,
  judge,
});
