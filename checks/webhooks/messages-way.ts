import { message } from '#core/messages.ts';
import { lastHopWords } from '#lib/trace/last-hop.ts';
import type { Facts } from './facts.ts';
import type { Callers } from './target.ts';
import { consequence, EXAMPLE, openLines, showPod, showRoutes, who } from './words.ts';

/** Words for the way to a pod. */
export const wayMessages = {
  filtered: message<Facts>({
    severity: 'fail',
    title: 'No answer from a webhook to the VPC',
    example: EXAMPLE,
    detail: (facts) =>
      `${who(facts)} answered no SYN of the peer within ${facts.afterMs} ms: the SYN or its answer is dropped, or the pod is gone.${lastHopWords(facts.lastHop)} ${consequence(facts)}`,
    fix: (facts) =>
      [
        `Route ${facts.network} all the way: in every route table of the VPC, in the transit or virtual private gateway, and on premises to the node of the pod (static, or by BGP from the network plugin). See what routes there are:`,
        ...showRoutes(facts),
        `Allow tcp ${facts.port}, and the answers back:`,
        ...openLines(facts),
        'See that the pod still has the address, and that no network policy keeps the VPC out:',
        showPod(facts),
      ].join('\n'),
  }),
  noRoute: message<Facts>({
    severity: 'fail',
    title: 'A router knows no way to a webhook',
    example: { ...EXAMPLE, end: 'there is no route to its network', afterMs: 12, lastHop: null },
    detail: (facts) =>
      `${who(facts)}, called by the peer: ${facts.end}, after ${facts.afterMs} ms. A route to ${facts.network} is missing on the way, or a firewall rejects it. ${consequence(facts)}`,
    fix: (facts) =>
      [
        `Route ${facts.network} in every route table of the VPC, in the gateway’s own, and on premises to the node of the pod; where the network plugin announces it by BGP, see that it does:`,
        ...showRoutes(facts),
      ].join('\n'),
  }),
  refused: message<Facts & { readonly from: string }>({
    severity: 'fail',
    title: 'Nobody listens where the API calls a webhook',
    example: { ...EXAMPLE, end: 'the connection is refused', lastHop: null, from: 'the peer' },
    detail: (facts) =>
      `${who(facts)}, called by ${facts.from}: ${facts.end}. The way there is open, and the pod does not listen on ${facts.port}, or a firewall or policy rejects in its name. ${consequence(facts)}`,
    fix: (facts) =>
      [
        'See whether the pod runs, listens there, and still has the address; and whether a network policy rejects:',
        showPod(facts),
        `$ kubectl get endpointslices,networkpolicies -A -o wide`,
      ].join('\n'),
  }),
  notSeen: message<Facts>({
    severity: 'inconclusive',
    title: 'This host does not get to a webhook’s certificate',
    example: { ...EXAMPLE, lastHop: null },
    detail: (facts) =>
      `${who(facts)}, called by this host: ${facts.end}. The API comes another way, so this proves nothing of it; its certificate could not be looked at.`,
    fix: (facts) =>
      [
        'Look at the way from this node to the pod’s (the network plugin, network policies), or run the preflight on the node that has the pod:',
        `$ ip route get ${facts.address}`,
        showPod(facts),
      ].join('\n'),
  }),
  answersHere: message<Facts>({
    severity: 'note',
    title: 'The same pod answers this host',
    example: { ...EXAMPLE, end: 'it was answered' },
    detail: (facts) =>
      `This host connects to ${facts.address}:${facts.port}: the pod listens, and what fails lies between the VPC and here.`,
    fix: (facts) =>
      ['Look at routes and firewalls between the sites first:', ...showRoutes(facts)].join('\n'),
  }),
  answersNobody: message<Facts>({
    severity: 'note',
    title: 'The same pod does not answer this host either',
    example: EXAMPLE,
    detail: (facts) =>
      `From this host ${facts.address}:${facts.port} fails as well: ${facts.end}. The trouble is at the pod, its policies, or the network plugin’s way to it.`,
    fix: (facts) => `Look at the pod and its node first:\n${showPod(facts)}`,
  }),
  noEndpoint: message<Callers & { readonly why: string }>({
    severity: 'fail',
    title: 'A webhook has nobody who answers',
    example: {
      ...{ names: ['webhook.cert-manager.io'], failurePolicy: 'Fail', timeoutSeconds: 10 },
      why: 'Service cert-manager/cert-manager-webhook has no ready endpoint.',
    },
    detail: ({ names, why, ...rest }) =>
      `${names.join(', ')}: ${why} So it was when the resources were saved. ${consequence(rest)}`,
    fix: () =>
      'Bring its pods up, or take the registration away where its controller is gone:\n$ kubectl get pods -A -o wide\n$ kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations,apiservices',
  }),
};
