import type { Finding } from '#core/finding.ts';
import type { DnsAnswer } from '#core/io.ts';
import { networkHolding } from '#lib/cidr/network-holding.ts';
import { type Facts, type NameFacts, say } from './messages.ts';
import type { Asked, ClusterName, Expectation } from './target.ts';

/** Says what is wrong with the answers for one name, where the address answers at all: one finding at most. */
export function judgeName(
  { name, kind, expect }: ClusterName,
  asked: readonly Asked[],
  facts: Facts,
): readonly Finding[] {
  const own = asked.filter((one) => one.name === name);
  const answers = own.flatMap(({ outcome }) => (outcome.kind === 'answer' ? [outcome.answer] : []));
  const about: NameFacts = { ...facts, name, kind, rcode: '', got: [], expected: [] };
  if (answers.length === 0) return [say.nameSilent(about)];
  const refusal = answers.find(({ rcode }) => rcode !== 'NOERROR');
  if (refusal !== undefined) return [refused(refusal, about)];
  const [wrong] = answers.filter((answer) => !answer.truncated && !isRight(answer, expect));
  if (wrong === undefined) return [];
  return [say.wrongAnswer({ ...about, got: wrong.addresses, expected: expectedBy(expect) })];
}

function refused({ rcode }: DnsAnswer, about: NameFacts): Finding {
  const facts = { ...about, rcode };
  if (rcode !== 'SERVFAIL') return say.unknownName(facts);
  return about.kind === 'service' ? say.notReady(facts) : say.upstreamFails(facts);
}

function isRight({ addresses }: DnsAnswer, expect: Expectation): boolean {
  if (addresses.length === 0) return false;
  switch (expect.kind) {
    case 'any':
      return true;
    case 'addresses':
      return addresses.every((address) => expect.addresses.includes(address));
    case 'within':
      return addresses.every((address) => networkHolding(address, expect.networks) !== undefined);
  }
}

function expectedBy(expect: Expectation): readonly string[] {
  switch (expect.kind) {
    case 'any':
      return [];
    case 'addresses':
      return expect.addresses;
    case 'within':
      return expect.networks;
  }
}
