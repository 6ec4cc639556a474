import type { Finding } from '#core/finding.ts';
import type { HttpAnswer } from '#core/https.ts';
import { isPage } from '#lib/https/page.ts';
import type { Facts } from './facts.ts';
import { say } from './messages.ts';

/** Statuses of an API server that does not know us. */
const ANONYMOUS = [401, 403];
const TOO_MANY_REQUESTS = 429;

/** Says whether this is what an API server answers to somebody without credentials. */
export function judgeAnswer(
  answer: HttpAnswer,
  isProven: boolean,
  facts: Facts,
): readonly Finding[] {
  const { status } = answer;
  if (isPage(answer)) return [say.notApiServer(facts)];
  if (status >= 500 || status === TOO_MANY_REQUESTS) return [say.unhealthy(facts)];
  const isExpected = status === 200 || ANONYMOUS.includes(status);
  // Without the cluster's certificate, the answer itself has to show who gave it.
  return isExpected && (isProven || isApiServer(answer)) ? [] : [say.notApiServer(facts)];
}

/** What kube-apiserver writes into every answer, or the two documents that it has for strangers. */
function isApiServer({ headers, body }: HttpAnswer): boolean {
  if (headers['audit-id'] !== undefined) return true;
  if (headers['x-kubernetes-pf-flowschema-uid'] !== undefined) return true;
  return (
    /"kind"\s*:\s*"Status"/.test(body) || /"gitVersion"\s*:\s*"v\d/.test(body) || body === 'ok'
  );
}
