import type { TextRule } from '#lib/fields/fault.ts';
import { FORMATS } from '../formats.ts';

/** A format of the config's own texts. */
function formatNamed(name: string): TextRule {
  const format = FORMATS.find((known) => known.name === name);
  if (format === undefined) throw new Error(`no format ${name}`);
  return format;
}

export const CIDR = formatNamed('cidr');
export const ENDPOINT = formatNamed('endpoint');

function matching(pattern: RegExp, whyNot: string, example: string): TextRule {
  return { whyNot: (text) => (pattern.test(text) ? undefined : whyNot), example };
}

/** API_CreateCluster: at most 100 characters. */
export const CLUSTER_NAME = matching(
  /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/,
  'is no name of an EKS cluster',
  'its name: letters, digits, - and _, at most 100',
);

export const REGION = matching(
  /^[a-z]{2,5}(-[a-z]{2,12}){1,3}-\d{1,2}$/,
  'is no AWS region',
  'a region such as eu-west-1',
);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function arnRule(service: string, resource: string): TextRule {
  return matching(
    new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:\\d{12}:${resource}/.+$`),
    `is no ARN of ${service}`,
    `an ARN such as arn:aws:${service}:${service === 'iam' ? '' : 'eu-west-1'}:111122223333:${resource}/…`,
  );
}

export const ABSOLUTE_PATH = matching(
  /^\/./,
  'is no absolute path',
  'an absolute path such as /etc/iam/pki/server.pem',
);
