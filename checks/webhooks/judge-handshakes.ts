import type { Finding } from '#core/finding.ts';
import type { HttpsEnd } from '#core/https.ts';
import { endWords } from '#lib/https/end-words.ts';
import { factsOf, tlsFactsOf } from './facts.ts';
import { judgeCertificate } from './judge-certificate.ts';
import { say } from './messages.ts';
import type { Call, Handshake, WebhookTarget } from './target.ts';
import { weighed } from './weigh.ts';

type TlsTarget = Extract<WebhookTarget, { kind: 'tls' }>;

/** Says what this host learned: of the connection once, of certificates for each way to call. */
export function judgeHandshakes(
  target: TlsTarget,
  handshakes: readonly Handshake[],
): readonly Finding[] {
  const [first] = handshakes;
  if (first === undefined) return [];
  const own = factsOf(target);
  const stopped = judgeConnection(target, first.end);
  if (stopped !== undefined) return weighed([stopped], own);
  return target.calls.flatMap((call, index) => {
    const shaken = handshakes[index];
    return shaken === undefined ? [] : weighed(judgeCall(target, call, shaken), call);
  });
}

const NO_WAY: readonly HttpsEnd['kind'][] = ['net-unreachable', 'host-unreachable', 'prohibited'];

/** Where not even a connection opens, that is all there is to say. */
function judgeConnection(target: TlsTarget, end: HttpsEnd): Finding | undefined {
  const facts = { ...factsOf(target), end: endWords(end) };
  if (end.kind === 'refused') return say.refused({ ...facts, from: 'this host' });
  const isLost = 'phase' in end && end.phase === 'connect';
  return isLost || NO_WAY.includes(end.kind) ? say.notSeen(facts) : undefined;
}

function judgeCall(target: TlsTarget, call: Call, shaken: Handshake): readonly Finding[] {
  const facts = tlsFactsOf(target, call, shaken);
  const { tls, end } = shaken;
  if (tls === null) return [say.handshakeFails(facts)];
  const certificate = judgeCertificate({ target, call }, tls, facts);
  return end.kind === 'answered' ? certificate : [...certificate, say.noAnswer(facts)];
}
