import { type Change, rule } from '../change.ts';
import { awsEndpoints } from '../services/aws-endpoints.ts';
import { onpremDns1, onpremDns2, resolverA, resolverB, vpcResolver } from '../services/bind.ts';
import { middlebox, MIDDLEBOX_PORT } from '../services/middlebox.ts';
import { PUBLIC_ADDRESS, type WrongRecords } from '../services/zones.ts';
import { AWS_ADDRESSES, AWS_ENDPOINTS } from '../topology/aws.ts';
import { type Fault, faultsOf } from './fault.ts';

const { sts, eks, 'ecr-dkr': ecrDkr, rolesanywhere } = AWS_ENDPOINTS;
const [, SECOND_STS = ''] = sts.addresses;

const TO_STS = `ip daddr { ${sts.addresses.join(', ')} } tcp dport 443`;

/** The firewall hands what is meant for AWS to a proxy of its own. */
const DIVERTED = rule(
  'onprem-router',
  'destination-nat',
  `ip daddr { ${AWS_ADDRESSES.join(', ')} } tcp dport 443 redirect to :${MIDDLEBOX_PORT}`,
);

const inPrivateZone = (wrongRecords: WrongRecords) =>
  [resolverA, resolverB, vpcResolver].map((server) => server.running({ wrongRecords }));

const WITH_ROLES_ANYWHERE: Change = {
  kind: 'site',
  site: { credentials: 'iam-roles-anywhere' },
};

/** Endpoints of AWS that cannot be reached, are found elsewhere, or are answered for by others. */
export const AWS_FAULTS: readonly Fault[] = faultsOf('aws', [
  {
    name: 'aws-endpoint-drop',
    breaks: 'the on-premises firewall drops 443 to one AWS service',
    changes: [rule('onprem-router', 'forward', `${TO_STS} drop`)],
    expects: ['aws-endpoints/unreachable @ *:sts@*'],
  },
  {
    name: 'aws-address-dead',
    breaks: 'one of the two addresses of an AWS service is gone',
    changes: [awsEndpoints.running({ dead: [SECOND_STS] })],
    expects: ['aws-endpoints/unreachable @ *:sts@*'],
  },
  {
    name: 'aws-name-filter-resets',
    breaks: 'the on-premises firewall resets connections to one AWS service by their ClientHello',
    changes: [
      rule('onprem-router', 'forward', `${TO_STS} ct original packets gt 2 reject with tcp reset`),
    ],
    expects: ['aws-endpoints/reset @ *:sts@*'],
  },
  {
    name: 'aws-name-filter-drops',
    breaks: 'the on-premises firewall drops the ClientHello to one AWS service',
    changes: [rule('onprem-router', 'forward', `${TO_STS} ct original packets gt 2 drop`)],
    expects: ['aws-endpoints/stalled @ *:sts@*'],
  },
  {
    name: 'aws-zone-not-forwarded',
    breaks: 'the on-premises resolvers forward amazonaws.com, and forget api.aws',
    changes: [onpremDns1, onpremDns2].map((server) => server.running({ forgets: ['api.aws'] })),
    expects: ['aws-endpoints/unresolved @ *:eks-auth@*'],
  },
  {
    name: 'aws-endpoint-public',
    breaks: 'one AWS service has no private DNS: its name leads to a public address',
    changes: inPrivateZone({ [ecrDkr.name]: [PUBLIC_ADDRESS] }),
    // Nothing leads there: the lab has no internet.
    expects: [
      'aws-endpoints/publicAnswer @ *:ecr-dkr@*',
      'aws-endpoints/unreachable @ *:ecr-dkr@*',
    ],
  },
  {
    name: 'aws-wrong-record',
    breaks: 'a record of the private zone leads one AWS name to another service',
    changes: inPrivateZone({ [sts.name]: eks.addresses }),
    expects: ['aws-endpoints/notAws @ *:sts@*'],
  },
  {
    name: 'aws-certificate-expired',
    breaks: 'the certificate of the AWS endpoints has expired',
    changes: [awsEndpoints.running({ certificate: 'amazon-expired' })],
    expects: ['aws-endpoints/certificateExpired'],
  },
  {
    name: 'aws-certificate-wrong-name',
    breaks: 'the certificate of the AWS endpoints is for another name',
    changes: [awsEndpoints.running({ certificate: 'amazon-wrong-name' })],
    expects: ['aws-endpoints/certificateWrongName'],
  },
  {
    name: 'aws-interception',
    breaks: 'a proxy on the on-premises firewall decrypts TLS to AWS',
    changes: [middlebox.running({ mode: 'intercept', certificate: 'intercepted' }), DIVERTED],
    expects: ['aws-endpoints/intercepted'],
  },
  {
    name: 'aws-block-page',
    breaks: 'a page answers for AWS with status 200, under a certificate that the site trusts',
    changes: [middlebox.running({ mode: 'block-page', certificate: 'amazon' }), DIVERTED],
    expects: ['aws-endpoints/blockPage'],
  },
  {
    name: 'aws-unavailable',
    breaks: 'one AWS service answers 503',
    changes: [awsEndpoints.running({ unavailable: ['sts'] })],
    expects: ['aws-endpoints/unwell @ *:sts@*'],
  },
  {
    name: 'aws-roles-anywhere',
    breaks: 'nothing: the credentials of the site come from IAM Roles Anywhere',
    changes: [WITH_ROLES_ANYWHERE],
    expects: [
      'aws-endpoints/passed @ *:rolesanywhere@*',
      'aws-endpoints/passed @ *:rolesanywhere-setup@*',
    ],
  },
  {
    name: 'aws-roles-anywhere-drop',
    breaks: 'the site wants IAM Roles Anywhere, and the on-premises firewall drops 443 to it',
    changes: [
      WITH_ROLES_ANYWHERE,
      rule(
        'onprem-router',
        'forward',
        `ip daddr { ${rolesanywhere.addresses.join(', ')} } tcp dport 443 drop`,
      ),
    ],
    expects: [
      'aws-endpoints/unreachable @ *:rolesanywhere@*',
      'aws-endpoints/passed @ *:rolesanywhere-setup@*',
    ],
  },
]);
