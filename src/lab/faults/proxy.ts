import { type Change, rule } from '../change.ts';
import { middlebox, MIDDLEBOX_PORT } from '../services/middlebox.ts';
import { proxy, PROXY_ACCOUNT, PROXY_PORT, proxyUrl } from '../services/proxy.ts';
import { AWS_ADDRESSES, AWS_ENDPOINTS } from '../topology/aws.ts';
import { API_NAME, ON_PREM_DOMAIN } from '../topology/names.ts';
import { type Fault, faultsOf } from './fault.ts';
import { ON_PREM, PODS, PROXY, SERVICES, VPC } from './places.ts';

/** What the cluster's own traffic needs exempted, beside the link-local addresses of AWS. */
const EXEMPT = `localhost,127.0.0.1,${VPC},${ON_PREM},${PODS},${SERVICES},${ON_PREM_DOMAIN},169.254.0.0/16,${API_NAME}`;

/** The host knows of the proxy, as kubelet, containerd and the SSM agent would. */
function knowing(url: string, exempt = EXEMPT): Change {
  return { kind: 'environment', variables: { HTTPS_PROXY: url, NO_PROXY: exempt } };
}

const AWS_443 = `ip daddr { ${AWS_ADDRESSES.join(', ')} } tcp dport 443`;

/** The forward proxy on premises, as a host that knows of it meets it. The first is as it should be. */
export const PROXY_FAULTS: readonly Fault[] = faultsOf('proxy', [
  {
    name: 'proxy-only-way',
    breaks: 'nothing: the firewall lets only the proxy out to AWS, and the host has its account',
    changes: [
      knowing(proxyUrl(PROXY_ACCOUNT)),
      proxy.running({ asksAccount: true }),
      rule('onprem-router', 'forward', `ip saddr != ${PROXY} ${AWS_443} reject with tcp reset`),
    ],
    // A note of each endpoint, and nothing red.
    expects: ['aws-endpoints/directClosed @ *:sts@*', 'aws-endpoints/passed @ *:eks@*'],
  },
  {
    name: 'proxy-refuses-endpoint',
    breaks: 'the proxy connects nobody to one AWS service: 403',
    changes: [knowing(proxyUrl()), proxy.running({ refuses: [AWS_ENDPOINTS.sts.name] })],
    expects: ['aws-endpoints/proxyRefused @ *:sts@*', 'aws-endpoints/passed @ *:eks@*'],
  },
  {
    name: 'proxy-wants-account',
    breaks: 'the proxy wants an account that the host does not show: 407',
    changes: [knowing(proxyUrl()), proxy.running({ asksAccount: true })],
    expects: ['aws-endpoints/proxyAuthentication'],
  },
  {
    name: 'proxy-wrong-password',
    breaks: 'the proxy does not take the password that the host has: 401',
    changes: [
      knowing(proxyUrl({ ...PROXY_ACCOUNT, password: 'old' })),
      proxy.running({ asksAccount: true }),
    ],
    expects: ['aws-endpoints/proxyRefused'],
  },
  {
    name: 'proxy-down',
    breaks: 'nobody listens at the proxy',
    changes: [knowing(proxyUrl()), proxy.stopped],
    expects: ['aws-endpoints/proxyUnreachable'],
  },
  {
    name: 'proxy-drop',
    breaks: 'the proxy’s own firewall drops what comes from the host',
    changes: [knowing(proxyUrl()), rule('proxy', 'input', `tcp dport ${PROXY_PORT} drop`)],
    expects: ['aws-endpoints/proxyUnreachable'],
  },
  {
    name: 'proxy-unresolved',
    breaks: 'the name of the proxy is one that nobody knows',
    changes: [knowing(`http://web.${ON_PREM_DOMAIN}:${PROXY_PORT}`)],
    expects: ['aws-endpoints/proxyUnreachable'],
  },
  {
    name: 'proxy-without-way-out',
    breaks: 'the proxy itself is not let out to AWS',
    changes: [
      knowing(proxyUrl()),
      rule('onprem-router', 'forward', `ip saddr ${PROXY} ${AWS_443} reject with tcp reset`),
    ],
    expects: ['aws-endpoints/proxyRefused'],
  },
  {
    name: 'proxy-interception',
    breaks: 'what goes through the proxy is decrypted, what goes straight is not',
    changes: [
      knowing(proxyUrl()),
      middlebox.running({ mode: 'intercept', certificate: 'intercepted' }),
      rule(
        'onprem-router',
        'destination-nat',
        `ip saddr ${PROXY} ${AWS_443} redirect to :${MIDDLEBOX_PORT}`,
      ),
    ],
    expects: ['aws-endpoints/intercepted'],
  },
  {
    name: 'proxy-exempts-too-little',
    breaks: 'NO_PROXY of the host lacks the networks of the site',
    changes: [
      knowing(proxyUrl(), 'localhost,127.0.0.1'),
      { kind: 'site', site: { looksAtProxies: true } },
    ],
    expects: ['host-readiness/noProxyGaps @ *:proxies', 'aws-endpoints/passed @ *:eks@*'],
    // The rest is of the machine below, whose services and package manager know nothing of the lab's proxy.
    allows: [
      'host-readiness/proxyMissing @ *:proxies',
      'host-readiness/proxyDiffers @ *:proxies',
      'host-readiness/proxySpeltTwice @ *:proxies',
    ],
  },
]);
