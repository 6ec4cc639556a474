import type { KnownError, Proof } from './known-error.ts';
import { CLUSTER_DNS } from './proofs.ts';
import { NETWORK_PLUGIN, NETWORKING, TROUBLESHOOTING } from './sources.ts';

const POD_ROUTES: Proof = {
  check: 'pod-routes',
  shows:
    'whether the VPC reaches the pod network on this host, port by port, which takes a peer there',
};

const WEBHOOKS: Proof = {
  check: 'webhooks',
  shows:
    'whether each pod of a webhook is reached from the VPC, and has the certificate that is registered, with --stage after-join',
};

const ROUTE_PODS =
  'Name the pod network in remotePodNetworks, route it in the VPC to the gateway and on premises to the node (static or BGP), and allow the port from the subnets of the API interfaces';

/** What pods reach, and who reaches pods. */
export const POD_ERRORS: readonly KnownError[] = [
  {
    id: 'webhook-unreachable',
    title: 'The API does not reach a webhook',
    rank: 'exact',
    patterns: [
      'failed calling webhook "{name}"* dial tcp {address}:{port}: {i/o timeout|connect: no route to host|connect: connection timed out}',
      'failed calling webhook "{name}"* {context deadline exceeded|Timeout exceeded|Address is not allowed|TLS handshake timeout}',
    ],
    cause:
      'The control plane calls {name|the webhook} at its pod, and nothing comes back. On a hybrid node that takes a pod network that the VPC knows and routes.',
    remedy: `${ROUTE_PODS}. Or run webhooks on nodes in the cloud.`,
    proof: POD_ROUTES,
    source: TROUBLESHOOTING,
    examples: [
      'Internal error occurred: failed calling webhook "webhook.cert-manager.io": failed to call webhook: Post "https://cert-manager-webhook.cert-manager.svc:443/validate?timeout=30s": context deadline exceeded',
      'failed calling webhook "mpod.elbv2.k8s.aws": failed to call webhook: Post "https://aws-load-balancer-webhook-service.kube-system.svc:443/mutate-v1-pod?timeout=10s": dial tcp 10.85.0.24:9443: i/o timeout',
    ],
  },
  {
    id: 'webhook-refuses',
    title: 'A webhook is reached, and does not serve',
    rank: 'exact',
    patterns: [
      'failed calling webhook "{name}"* {connection refused|no endpoints available for service|x509: }',
    ],
    cause:
      'The way to {name|the webhook} is open: its pods are not ready, or its certificate is not the one that is registered.',
    remedy:
      'Look at its pods and its certificate:\n$ kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations\n$ kubectl get endpointslices -A',
    proof: WEBHOOKS,
    source: null,
    examples: [
      'failed calling webhook "webhook.cert-manager.io": failed to call webhook: Post "https://cert-manager-webhook.cert-manager.svc:443/mutate": no endpoints available for service "cert-manager-webhook"',
    ],
  },
  {
    id: 'aggregated-api-unreachable',
    title: 'The API does not reach an aggregated API',
    rank: 'exact',
    patterns: [
      'failing or missing response from https://{address}:{port}/apis/',
      'FailedDiscoveryCheck',
      'the server is currently unable to handle the request (get {name}',
    ],
    cause:
      'metrics-server, or another aggregated API, runs in a pod that the control plane cannot call: kubectl top, autoscaling and the deletion of namespaces hang.',
    remedy: `${ROUTE_PODS} (metrics-server: 10251 or 4443).`,
    proof: POD_ROUTES,
    source: NETWORKING,
    examples: [
      'v1beta1.metrics.k8s.io failed with: failing or missing response from https://10.85.0.31:10251/apis/metrics.k8s.io/v1beta1: Get "https://10.85.0.31:10251/apis/metrics.k8s.io/v1beta1": context deadline exceeded',
    ],
  },
  {
    id: 'service-address-unreachable',
    title: 'Pods do not reach the API by its service address',
    rank: 'exact',
    patterns: [
      'dial tcp {service}:443: {i/o timeout|connect: no route to host|connect: connection timed out|connect: network is unreachable}',
    ],
    cause:
      'The service address {address|of the API} is translated on the node to an API interface. What goes out with a pod’s address only comes back where the VPC routes the pod network and the security group lets it in; without kube-proxy or the plugin’s replacement it goes nowhere.',
    remedy:
      'Route the pod network in the VPC and allow tcp 443 from it, or let the plugin masquerade pods behind the node. See that kube-proxy runs on the node:\n$ kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide',
    proof: POD_ROUTES,
    source: TROUBLESHOOTING,
    examples: [
      'level=fatal msg="failed to start: Get "https://172.20.0.1:443/api/v1/namespaces/kube-system": dial tcp 172.20.0.1:443: i/o timeout"',
    ],
  },
  {
    id: 'service-address-refused',
    title: 'Nobody translates service addresses on this node',
    rank: 'exact',
    patterns: ['dial tcp {service}:443: connect: connection refused'],
    cause:
      'The API’s service address is refused: kube-proxy does not run here, or its rules are of an older cluster.',
    remedy:
      'Look at it:\n$ kubectl -n kube-system get pods -l k8s-app=kube-proxy -o wide\n$ iptables-save | grep -c KUBE-SVC',
    proof: CLUSTER_DNS,
    source: null,
    examples: [
      'Get "https://172.20.0.1:443/version": dial tcp 172.20.0.1:443: connect: connection refused',
    ],
  },
  {
    id: 'aws-cni-on-hybrid-node',
    title: 'The VPC CNI runs on a hybrid node',
    rank: 'exact',
    patterns: [
      'dial tcp 127.0.0.1:50051: connect: connection refused',
      'plugin type="aws-cni" name="aws-cni" failed',
      'failed to assign an IP address to container',
    ],
    cause:
      'aws-node gives pods addresses of EC2 interfaces, which a host on premises does not have. Hybrid nodes take Cilium or Calico.',
    remedy:
      'Keep aws-node off nodes with eks.amazonaws.com/compute-type=hybrid, remove its leftovers in /etc/cni/net.d, and install Cilium or Calico:\n$ ls /etc/cni/net.d',
    proof: null,
    source: NETWORK_PLUGIN,
    examples: [
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox: plugin type="aws-cni" name="aws-cni" failed (add): add cmd: Error received from AddNetwork gRPC call: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:50051: connect: connection refused"',
    ],
  },
];
