import { message } from '#core/messages.ts';
import { EXAMPLE, type Facts, nameOf } from './phrases.ts';
import type { NameKind } from './target.ts';

export type NameFacts = Facts & {
  readonly name: string;
  readonly kind: NameKind;
  readonly rcode: string;
  readonly got: readonly string[];
  readonly expected: readonly string[];
};

const SERVICE: NameFacts = {
  ...EXAMPLE,
  ...{ name: 'kubernetes.default.svc.cluster.local', kind: 'service', rcode: 'SERVFAIL' },
  ...{ got: [], expected: [] },
};

const ON_PREM: NameFacts = { ...SERVICE, name: 'harbor.company.local', kind: 'on-prem' };

const SHOW_COREDNS =
  '$ kubectl -n kube-system logs -l k8s-app=kube-dns --tail=200 | hybrid-preflight explain-log';
const SHOW_COREFILE =
  "$ kubectl -n kube-system get configmap coredns -o jsonpath='{.data.Corefile}'";

/** Whom CoreDNS asks for names that are not the cluster's. */
const UPSTREAM: Readonly<Record<NameKind, string>> = {
  service: 'the Kubernetes API',
  aws: 'the resolver of the VPC, or of the node that CoreDNS runs on',
  'on-prem':
    'the resolver of the VPC, which needs a forwarding rule (Route 53 outbound endpoint), or of the node that CoreDNS runs on',
};

/** Words for answers, and for their absence where others come. */
export const nameMessages = {
  nameSilent: message<NameFacts>({
    severity: 'fail',
    title: 'The cluster DNS is silent for a name',
    example: ON_PREM,
    detail: ({ name, kind, ...facts }) =>
      `${nameOf(facts)} answers, and was silent over UDP and TCP for ${name}, for which CoreDNS asks ${UPSTREAM[kind]}.`,
    fix: () => `Let CoreDNS say what it waits for:\n${SHOW_COREDNS}\n${SHOW_COREFILE}`,
  }),
  upstreamFails: message<NameFacts>({
    severity: 'fail',
    title: 'CoreDNS does not get an answer from its upstream',
    example: ON_PREM,
    detail: ({ name, kind, rcode, ...facts }) =>
      `${nameOf(facts)} says ${rcode} for ${name}: it runs, and whom it asks, ${UPSTREAM[kind]}, fails it.`,
    fix: () =>
      `Open udp and tcp 53 from the nodes that CoreDNS runs on to their resolvers, then prove those: hybrid-preflight run --only dns-forwarding.\n${SHOW_COREDNS}\n${SHOW_COREFILE}`,
  }),
  notReady: message<NameFacts>({
    severity: 'fail',
    title: 'CoreDNS does not know the cluster',
    example: SERVICE,
    detail: ({ name, rcode, ...facts }) =>
      `${nameOf(facts)} says ${rcode} for ${name}, which it answers itself once it has read the Services from the API.`,
    fix: () =>
      `Let CoreDNS reach the API: from its pods to the Service kubernetes on 443.\n${SHOW_COREDNS}`,
  }),
  unknownName: message<NameFacts>({
    severity: 'fail',
    title: 'The cluster DNS does not know a name',
    example: { ...ON_PREM, rcode: 'NXDOMAIN' },
    detail: ({ name, kind, rcode, ...facts }) =>
      `${nameOf(facts)} says ${rcode} for ${name}, for which CoreDNS asks ${UPSTREAM[kind]}.`,
    fix: ({ kind, name }) =>
      kind === 'service'
        ? `See that this is the DNS of this cluster, and that its domain is cluster.local:\n${SHOW_COREFILE}`
        : `Compare with what the host gets (hybrid-preflight run --only dns-forwarding), then correct the resolver that CoreDNS asks, or give it a stub domain for ${name}:\n${SHOW_COREFILE}`,
  }),
  wrongAnswer: message<NameFacts>({
    severity: 'fail',
    title: 'The cluster DNS leads elsewhere',
    example: { ...SERVICE, rcode: 'NOERROR', got: ['10.100.0.1'], expected: ['172.20.0.1'] },
    detail: ({ name, got, expected, ...facts }) =>
      `${nameOf(facts)} answers ${name} with ${told(got)}; right would be ${told(expected)}.`,
    fix: ({ kind }) =>
      kind === 'service'
        ? 'Compare networks.services of the config with the cluster’s; another cluster’s DNS may answer here:\n$ kubectl get service kubernetes\n$ aws eks describe-cluster --name CLUSTER --query cluster.kubernetesNetworkConfig'
        : `Compare with what the host gets (hybrid-preflight run --only dns-forwarding), and see whom CoreDNS asks:\n${SHOW_COREFILE}`,
  }),
  slow: message<Facts & { readonly medianMs: number; readonly limitMs: number }>({
    severity: 'fail',
    title: 'The cluster DNS answers slowly',
    example: { ...EXAMPLE, medianMs: 2400, limitMs: 100 },
    detail: ({ medianMs, limitMs, ...facts }) =>
      `${nameOf(facts)} takes ${Math.round(medianMs)} ms in the median; the baseline wants ${limitMs} ms at most.`,
    fix: () =>
      'Where its pods are all in the VPC, run some on premises, so that no question crosses the link:\n$ kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide\n$ kubectl -n kube-system edit deployment coredns   # topologySpreadConstraints over topology.kubernetes.io/zone',
  }),
};

function told(addresses: readonly string[]): string {
  return addresses.length === 0 ? 'an address, and none came' : addresses.join(', ');
}
