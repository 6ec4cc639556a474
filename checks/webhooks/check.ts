import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { options } from './options.ts';
import { plan, rules } from './plan.ts';
import { relate } from './relate.ts';

export const webhooks = defineCheck({
  id: 'webhooks',
  title: 'Webhooks in pods on premises are reached, and trusted',
  why: 'The API calls webhooks and aggregated APIs at the addresses of their pods: where that fails, every kubectl apply that they see times out.',
  explanation: {
    proves: [
      'Each ready pod of a webhook that runs on premises takes a connection from the VPC, on the port of the pod, with a peer there; where it does not, whether the same pod answers this host.',
      'Its certificate, as this host sees it: signed by the caBundle that is registered, for service.namespace.svc, in force; and something answers over it.',
      'From saved resources: webhooks whose Service or ready pods are missing.',
    ],
    doesNotProve: [
      'That the webhook admits anything: nothing is sent but a GET without credentials; an AdmissionReview is never posted.',
      'That the security group of the API’s own interfaces lets it out: the peer has another one, and aws-routes judges theirs.',
      'Webhooks in the cloud or behind a URL: they are named, and not tested.',
      'More than eight pods of one webhook, or what the cluster has become since its resources were saved.',
    ],
    sources: [
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-webhooks.html (webhooks on hybrid nodes need a routable pod network)',
      'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/ (clientConfig, caBundle, failurePolicy, timeoutSeconds of 10 s)',
      'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/ (aggregated APIs)',
      'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/ (conditions, names of ports)',
      'https://pkg.go.dev/crypto/x509#Certificate.Verify (what is in the bundle is an anchor; the common name does not count)',
    ],
  },
  vocabulary,
  needs: ['tcp', 'https', 'trace'],
  lane: 'light',
  stages: {
    only: ['after-join'],
    otherwise:
      'no webhook runs in a pod here yet; whether the VPC reaches pod addresses, pod-routes proves now',
  },
  options,
  plan,
  measure,
  judge,
  relate,
  rules,
});
