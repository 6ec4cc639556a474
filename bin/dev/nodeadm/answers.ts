import type { Answer } from './row.ts';

/** The tests of one part of host-readiness. */
export const HOST = (part: string): string => `test/checks/host-readiness-${part}.test.ts`;
export const UNCHANGED = 'test/io/host-readiness-unchanged.test.ts';
export const API = 'test/checks/api-server.test.ts';
export const ENDPOINTS = 'test/checks/aws-endpoints.test.ts';

/** The real kubectl, against an API of the tests. */
export const KUBECTL = 'test/checks/node-status-kubectl.test.ts';

export const NO_CREDENTIALS =
  'A run takes no AWS credentials, so that it can come before there are any, and be started by people who may not have them; only `init --aws` reads with the user’s own, on request.';

export const ENDPOINT: Answer = {
  standing: 'better',
  here: 'Every endpoint of the region that a node calls, every address of it, from the name over TLS to an answer that only AWS gives, straight and through the proxy; off until `checks.aws-endpoints.enabled`.',
  coveredBy: [
    'aws-endpoints:rolesanywhere@',
    'aws-endpoints/unreachable',
    'aws-endpoints/intercepted',
    'aws-endpoints/blockPage',
    'aws-endpoints/proxyRefused',
  ],
  shownBy: [ENDPOINTS],
};

export const PROXY: Answer = {
  standing: 'better',
  here: 'The same places, told apart by what they say; NO_PROXY is held against the networks of the cluster, passwords are in no report, and the proxy is tried with packets.',
  coveredBy: [
    'host-readiness:proxies',
    'host-readiness/proxyDiffers',
    'host-readiness/proxyMissing',
    'host-readiness/noProxyGaps',
    'aws-endpoints/proxyUnreachable',
  ],
  shownBy: [HOST('proxies'), ENDPOINTS],
};

export const NODE_IP: Answer = {
  standing: 'better',
  here: 'Held against the config, so that it is never skipped for want of DescribeCluster; an address that is not on the host, or cannot be told, has a finding of its own.',
  coveredBy: [
    'cidr-overlap:node-address',
    'cidr-overlap/nodeOutside',
    'cidr-overlap/nodeAddressAbsent',
    'cidr-overlap/nodeAddressUnknown',
    'host-readiness/hostnameElsewhere',
  ],
  shownBy: ['test/checks/cidr-overlap-host.test.ts', HOST('network')],
};

export const KUBELET_CERTIFICATE: Answer = {
  standing: 'better',
  here: 'Signature, dates and the node’s address, at every stage where there is a certificate; of what an earlier join left, a wrong signature fails and its dates warn. The authority is the config’s, else the one that nodeadm wrote; where there is neither, it is inconclusive.',
  coveredBy: [
    'node-status:kubelet-certificate',
    'node-status/otherAuthority',
    'node-status/certificateExpired',
    'node-status/certificateEarly',
    'node-status/addressNotCovered',
    'node-status/certificateAbsent',
    'node-status/authorityUnknown',
  ],
  shownBy: ['test/checks/node-status-certificate.test.ts', 'test/io/kubelet.test.ts'],
};

/** A question that is put with the kubelet's own credentials. */
export const AS_KUBELET: Answer = {
  standing: 'better',
  here: 'With `--stage after-join` kubectl reads the node itself, and nothing else, with the kubelet’s kubeconfig: no credentials, unknown ones, too few rights and another authority have findings of their own. Before, what answers a stranger is proven to be the API.',
  coveredBy: [
    'node-status:registered',
    'node-status/noCredentials',
    'node-status/unauthorised',
    'node-status/forbidden',
    'node-status/apiUntrusted',
    'node-status/apiUnreachable',
    'api-server/notApiServer',
  ],
  shownBy: [KUBECTL, API],
};

export const SWAP: Answer = {
  standing: 'better',
  here: 'Partitions, files and compressed memory are told apart, as nodeadm can turn off only some of them; so is swap that comes back at the next boot.',
  coveredBy: [
    'host-readiness:swap',
    'host-readiness/swapPartition',
    'host-readiness/swapZram',
    'host-readiness/swapReturns',
  ],
  shownBy: [HOST('system')],
};

export const API_BY_NAME: Answer = {
  standing: 'better',
  here: 'Every resolver by itself, over UDP and TCP, and the class of the answer; then every address by itself, where a dialler that takes the first to answer hides a dead one.',
  coveredBy: [
    'dns-forwarding:aws-names@',
    'dns-forwarding:system',
    'dns-forwarding/wrongClass',
    'dns-forwarding/oneDead',
    'firewall-ports:tcp/443@',
    'firewall-ports/filtered',
    'firewall-ports/someAddressesFail',
  ],
  shownBy: [
    'test/checks/dns-forwarding-answers.test.ts',
    'test/checks/dns-forwarding-reach.test.ts',
    'test/checks/firewall-ports.test.ts',
  ],
};
