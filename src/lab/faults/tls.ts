import { rule } from '../change.ts';
import { apiA, apiB } from '../services/kubernetes-api.ts';
import { middlebox, MIDDLEBOX_PORT } from '../services/middlebox.ts';
import { type Fault, faultsOf } from './fault.ts';
import { API_A, API_B } from './places.ts';

const bothApis = (options: Parameters<typeof apiA.running>[0]) =>
  [apiA, apiB].map((api) => api.running(options));

/** The firewall hands what is meant for the API to a proxy of its own. */
const DIVERTED = rule(
  'onprem-router',
  'destination-nat',
  `ip daddr { ${API_A}, ${API_B} } tcp dport 443 redirect to :${MIDDLEBOX_PORT}`,
);

/** Certificates that do not hold, and devices that answer in the API's name. */
export const TLS_FAULTS: readonly Fault[] = faultsOf('tls', [
  {
    name: 'api-certificate-expired',
    breaks: 'the certificate of the API has expired',
    changes: bothApis({ certificate: 'api-expired' }),
    expects: ['api-server/certificateExpired'],
  },
  {
    name: 'api-certificate-wrong-name',
    breaks: 'the certificate of the API is for another name',
    changes: bothApis({ certificate: 'api-wrong-name' }),
    expects: ['api-server/certificateWrongName'],
  },
  {
    name: 'api-certificate-wrong-ca',
    breaks: 'the certificate of the API is signed by another cluster’s authority, of the same name',
    changes: bothApis({ certificate: 'api-wrong-ca' }),
    expects: ['api-server/certificateUntrusted'],
  },
  {
    name: 'api-unhealthy',
    breaks: 'one API interface answers 500 to health probes',
    changes: [apiA.running({ health: 500 })],
    expects: [`api-server/unhealthy @ *${API_A}*`],
  },
  {
    name: 'tls-interception',
    breaks: 'a proxy on the on-premises firewall decrypts TLS to the API',
    changes: [middlebox.running({ mode: 'intercept', certificate: 'intercepted' }), DIVERTED],
    expects: ['api-server/intercepted'],
  },
  {
    name: 'block-page',
    breaks:
      'the on-premises firewall answers for the API with a page that says "blocked", status 200',
    changes: [middlebox.running({ mode: 'block-page', certificate: 'intercepted' }), DIVERTED],
    expects: ['api-server/intercepted'],
  },
]);
