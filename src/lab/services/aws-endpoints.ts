import type { CertificateName } from '../pki/certificates.ts';
import { AWS_ENDPOINTS, type AwsEndpointId } from '../topology/aws.ts';
import { type AwsAnswer, answersOf, UNAVAILABLE } from './aws-answers.ts';
import { NGINX, nginxSetup, type TlsServer } from './nginx.ts';
import { defineService } from './service.ts';

export type AwsEndpointsOptions = {
  readonly certificate: CertificateName;
  /** Addresses at which nobody listens. */
  readonly dead: readonly string[];
  /** Services that answer 503. */
  readonly unavailable: readonly AwsEndpointId[];
};

const PORT = 443;
const IDS = Object.keys(AWS_ENDPOINTS) as readonly AwsEndpointId[];

/** Each address serves one service, as an interface endpoint does, whatever name it is asked for. */
export const awsEndpoints = defineService<AwsEndpointsOptions>({
  name: 'aws-endpoints',
  host: 'endpoints',
  title: 'nginx, as interface endpoints of AWS',
  program: NGINX,
  healthy: { certificate: 'amazon', dead: [], unavailable: [] },
  setup: (place, options) => nginxSetup(place, ...IDS.flatMap((id) => serversOf(id, options))),
});

function serversOf(
  id: AwsEndpointId,
  { certificate, dead, unavailable }: AwsEndpointsOptions,
): readonly TlsServer[] {
  const endpoint = AWS_ENDPOINTS[id];
  const answers = unavailable.includes(id) ? UNAVAILABLE : answersOf(endpoint);
  const locations = answers.map(locationOf);
  return endpoint.addresses
    .filter((address) => !dead.includes(address))
    .map((address) => ({ address, port: PORT, certificate, names: [endpoint.name], locations }));
}

function locationOf({ path, status, type, headers, body }: AwsAnswer): string {
  const added = Object.entries(headers).map(
    ([name, value]) => `add_header ${name} '${value}' always;`,
  );
  return `location ${path} { default_type ${type}; ${added.join(' ')} return ${status} '${body}'; }`;
}
