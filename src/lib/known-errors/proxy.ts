import type { KnownError } from './known-error.ts';
import { PROXY } from './proofs.ts';
import { TROUBLESHOOTING } from './sources.ts';

const ISSUE_367 = 'https://github.com/aws/eks-hybrid/issues/367';

/** Proxies, and pages in the place of answers. */
export const PROXY_ERRORS: readonly KnownError[] = [
  {
    id: 'proxy-scheme-wrong',
    title: 'The proxy is spoken to in TLS, and speaks none',
    rank: 'exact',
    patterns: ['proxyconnect tcp: tls: first record does not look like a TLS handshake'],
    cause: 'HTTPS_PROXY begins with https:// where the proxy itself is plain HTTP.',
    remedy:
      'Write http:// in HTTPS_PROXY, in the environment and in the systemd drop-ins of containerd, kubelet and the SSM agent.',
    proof: PROXY,
    source: null,
    examples: [
      'Get "https://ssm.eu-west-1.amazonaws.com/": proxyconnect tcp: tls: first record does not look like a TLS handshake',
    ],
  },
  {
    id: 'proxy-unreachable',
    title: 'The proxy cannot be reached',
    rank: 'exact',
    patterns: [
      'proxyconnect tcp: dial tcp {address}:{port}: ',
      'proxyconnect tcp: dial tcp: lookup {host}',
      'proxyconnect tcp: ',
      'Could not resolve proxy: {host}',
    ],
    cause:
      'The request was to go through the proxy {address|host|of the environment}, and that gave no connection. Names inside the VPC and the private API should not go there at all.',
    remedy:
      'Correct HTTPS_PROXY, or open the port to the proxy. Put the VPC, service and pod networks, the private API endpoint and localhost into NO_PROXY:\n$ nc -zv {address|host|PROXY} {port|3128}',
    proof: PROXY,
    source: TROUBLESHOOTING,
    examples: [
      'Get "https://hybrid-assets.eks.amazonaws.com/manifest.yaml": proxyconnect tcp: dial tcp 10.80.0.9:3128: connect: connection refused',
    ],
  },
  {
    id: 'proxy-needs-login',
    title: 'The proxy wants a login',
    rank: 'exact',
    patterns: [
      'Proxy Authentication Required',
      'CONNECT tunnel failed, response 407',
      'HTTP code 407 from proxy',
    ],
    cause:
      'The proxy answers 407. Services started by systemd know only what their own drop-in says, not a shell’s login.',
    remedy:
      'Let the proxy pass the AWS endpoints without a login for this host, or give the services a proxy URL that has one (readable by root only).',
    proof: PROXY,
    source: null,
    examples: ['Get "https://ssm.eu-west-1.amazonaws.com/": Proxy Authentication Required'],
  },
  {
    id: 'proxy-forbids',
    title: 'The proxy does not let the request pass',
    rank: 'exact',
    patterns: [
      'https://{host}*": {Forbidden|Bad Gateway|Service Unavailable|Gateway Timeout}',
      'CONNECT tunnel failed, response {403|502|503|504}',
      'Received HTTP code {403|502|503|504} from proxy after CONNECT',
    ],
    cause:
      'The proxy itself answered the CONNECT for {host|the name} with an error: the name is not on its list, or it cannot reach it.',
    remedy:
      'Have {host|the name} allowed on the proxy, for CONNECT to port 443:\n$ curl -sv https://{host|HOST}/ -o /dev/null',
    proof: PROXY,
    source: ISSUE_367,
    examples: [
      'Get "https://api.ecr.eu-west-1.amazonaws.com/": Forbidden',
      'curl: (56) CONNECT tunnel failed, response 403',
    ],
  },
  {
    id: 'block-page',
    title: 'A web page came in the place of an answer',
    rank: 'exact',
    patterns: [
      "https response error StatusCode: {403|503|502|200}* invalid character '<' looking for beginning of value",
      "invalid character '<' looking for beginning of value",
    ],
    cause:
      'JSON was expected and HTML arrived: a firewall or proxy answered with its block page. A name is missing on its list; api.ecr.REGION.amazonaws.com is a frequent one.',
    remedy:
      'See the page, and ask for that name to be allowed:\n$ curl -si https://api.ecr.REGION.amazonaws.com/ | head -40',
    proof: {
      check: 'aws-endpoints',
      shows:
        'the page that came in the place of each AWS endpoint, by its title, where checks.aws-endpoints.enabled is set',
    },
    source: ISSUE_367,
    examples: [
      "operation error ECR: GetAuthorizationToken, https response error StatusCode: 503, RequestID: , deserialization failed, failed to decode response body, invalid character '<' looking for beginning of value",
    ],
  },
  {
    id: 'proxy-settings-differ',
    title: 'The proxy is not set alike everywhere',
    rank: 'symptom',
    patterns: ['proxy-validation'],
    cause:
      'nodeadm found a proxy in its environment that the package manager, containerd, kubelet or the SSM agent do not have. Each service is told by itself; ssm-setup-cli takes none from the environment.',
    remedy:
      'Write the drop-ins that nodeadm prints, then:\n$ systemctl daemon-reload\n$ systemctl show containerd kubelet amazon-ssm-agent -p Environment',
    proof: {
      check: 'host-readiness',
      shows: 'which proxy is named in which place, and where none is',
    },
    source: 'https://github.com/awsdocs/amazon-eks-user-guide/pull/904',
    examples: [
      '{"level":"error","msg":"Validation failed","validation":"proxy-validation","error":"proxy is configured but not for containerd"}',
    ],
  },
];
