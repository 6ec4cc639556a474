import type { HttpAnswer } from '#core/https.ts';
import { isPage } from '#lib/https/page.ts';
import type { Signature } from './target.ts';

/** What an answer shows of who gave it. */
export type Standing = 'genuine' | 'unwell' | 'page' | 'stranger';

/** CloudFront stamps each answer, its own error pages as well; nobody in between does. */
const CLOUDFRONT = 'x-amz-cf-id';

/** Holds an answer against what AWS says there to somebody without credentials. */
export function standingOf(signature: Signature, answer: HttpAnswer): Standing {
  if (isPage(answer) && answer.headers[CLOUDFRONT] === undefined) return 'page';
  if (answer.status >= 500) return 'unwell';
  return SHAPES[signature](answer) ? 'genuine' : 'stranger';
}

type Shape = (answer: HttpAnswer) => boolean;

const SHAPES: Readonly<Record<Signature, Shape>> = {
  registry: ({ status, headers }) =>
    status === 401 &&
    (headers['docker-distribution-api-version']?.startsWith('registry/2') === true ||
      /ecr|public\.ecr\.aws/i.test(headers['www-authenticate'] ?? '')),
  s3: (answer) =>
    isRefusal(answer) && (answer.headers['x-amz-request-id'] !== undefined || isXmlError(answer)),
  xml: (answer) => isRefusal(answer) && isXmlError(answer),
  manifest: ({ status, body }) =>
    status === 200 &&
    /^(?:supported_eks_releases|region_config|iam_roles_anywhere_releases|ssm_releases)\s*:/m.test(
      body,
    ),
  service: (answer) =>
    answer.status < 500 && (hasRequestId(answer) || isXmlError(answer) || isJsonError(answer)),
};

/** S3 refuses the list of a bucket; STS refuses a call without a signature. */
function isRefusal({ status }: HttpAnswer): boolean {
  return status >= 400 && status < 500;
}

function hasRequestId({ headers }: HttpAnswer): boolean {
  return headers['x-amzn-requestid'] !== undefined || headers['x-amz-request-id'] !== undefined;
}

function isXmlError({ body }: HttpAnswer): boolean {
  return /<(?:ErrorResponse|Error|UnknownOperationException)\b/.test(body);
}

function isJsonError({ status, body }: HttpAnswer): boolean {
  return status >= 400 && /^\s*\{.*"(?:__type|message|Message)"\s*:/s.test(body);
}
