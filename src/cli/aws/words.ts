import type { AwsFailure, AwsGap, AwsReading } from '#core/aws-reading.ts';
import { quote } from '../../config/problem.ts';

/** What one question without an answer leaves open, and what would close it. */
export function gapNote({ action, failure }: AwsGap): string {
  if (failure.kind === 'refused') {
    return `AWS refuses ${action} to these credentials, and what it would tell stays open: ${REFUSED.remedy}`;
  }
  const { what, remedy } = wordsFor(failure);
  return `${action} has no answer, and what it would tell stays open: ${what}; ${remedy}`;
}

type NoReading = Extract<AwsReading, { readonly ok: false }>;

/** Why nothing of the account can be told, and what would mend it. */
export function noReading({ region, gap }: NoReading, cluster: string): string {
  const { action, failure } = gap;
  const subject = `${quote(cluster)}${region === null ? '' : ` in ${region}`}`;
  if (failure.kind === 'refused') {
    return `AWS refuses ${action} for the cluster ${subject} to these credentials: ${REFUSED.remedy}, ${SAVED}`;
  }
  if (failure.kind === 'not-found') {
    return `there is no cluster ${subject} in the account of these credentials: look at --cluster, --region and AWS_PROFILE (aws eks list-clusters)`;
  }
  const { what, remedy } = wordsFor(failure);
  return `AWS cannot be asked about ${subject}: ${what}; ${remedy}`;
}

interface Words {
  readonly what: string;
  readonly remedy: string;
}

const SAVED = 'or use --aws-json with answers saved elsewhere';

const REFUSED: Words = {
  what: 'the policies of these credentials do not allow it',
  remedy: 'allow it in their policy',
};

type Detailed = Extract<
  AwsFailure,
  { readonly kind: 'no-such-host' | 'unreachable' | 'untrusted' | 'timeout' | 'other' }
>;

/** Those that say all by their kind. */
const PLAIN: Readonly<Record<Exclude<AwsFailure['kind'], Detailed['kind']>, Words>> = {
  'no-region': { what: 'no region is named', remedy: 'name it by --region or AWS_REGION' },
  'no-credentials': {
    what: 'no credentials were found',
    remedy:
      'set AWS_PROFILE, log in with the AWS CLI, or let whoever has credentials save the answers for --aws-json',
  },
  'no-session': {
    what: 'the session of single sign-on has ended, or none was begun',
    remedy: 'log in again: aws sso login',
  },
  expired: {
    what: 'the credentials have expired',
    remedy: 'get new ones (aws sso login, or the session that exported them)',
  },
  'unknown-credentials': {
    what: 'AWS does not accept these credentials there',
    remedy:
      'look at AWS_PROFILE and AWS_ACCESS_KEY_ID (aws sts get-caller-identity), and whether the account has the region enabled',
  },
  clock: {
    what: 'the request is too old for AWS',
    remedy: 'look at this host’s clock (chronyc tracking), then get new credentials',
  },
  refused: REFUSED,
  'not-found': { what: 'AWS knows no such thing', remedy: 'look at --cluster and --region' },
  throttled: { what: 'AWS throttles this account', remedy: 'try again later' },
  illegible: {
    what: 'what answers there is not AWS: it cannot be read',
    remedy: 'look at AWS_ENDPOINT_URL and HTTPS_PROXY: a portal may answer instead',
  },
};

function wordsFor(failure: AwsFailure): Words {
  return isDetailed(failure) ? detailedWords(failure) : PLAIN[failure.kind];
}

function isDetailed(failure: AwsFailure): failure is Detailed {
  return !(failure.kind in PLAIN);
}

function detailedWords(failure: Detailed): Words {
  switch (failure.kind) {
    case 'no-such-host':
      return {
        what: `${failure.host ?? 'the endpoint'} has no address here`,
        remedy: `look at the region’s name, AWS_ENDPOINT_URL and this host’s DNS, ${SAVED}`,
      };
    case 'unreachable':
      return {
        what: `${failure.place ?? 'the endpoint'} cannot be reached (${failure.code})`,
        remedy: `look at the way there, HTTPS_PROXY and AWS_ENDPOINT_URL, ${SAVED}`,
      };
    case 'untrusted':
      return {
        what: `the endpoint’s certificate is not trusted (${failure.code})`,
        remedy: 'name the authority of a proxy that decrypts by NODE_EXTRA_CA_CERTS',
      };
    case 'timeout':
      return {
        what: `no answer within ${failure.afterMs / 1000} s`,
        remedy: `look at the way there, or try again, ${SAVED}`,
      };
    case 'other':
      return { what: `AWS or its SDK answered ${failure.name}`, remedy: 'try it with the AWS CLI' };
  }
}
