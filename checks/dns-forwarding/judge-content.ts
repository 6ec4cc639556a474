import { atSeverity, type Finding } from '#core/finding.ts';
import type { DnsAnswer } from '#core/io.ts';
import { type AnswerClass, classOf } from './answer-class.ts';
import type { Asked } from './measurement.ts';
import { say } from './messages.ts';
import type { Expectation, NamesTarget } from './target.ts';

/** Says what is wrong with the answers to small questions, one finding a kind of trouble. */
export function judgeContent(target: NamesTarget, small: readonly Asked[]): readonly Finding[] {
  const answers = small.flatMap(readAnswer).filter(({ answer }) => !answer.truncated);
  return [...judgeErrors(target, answers), ...judgeAddresses(target, answers)];
}

type Answer = { readonly name: string; readonly answer: DnsAnswer };

function readAnswer({ question, outcome }: Asked): readonly Answer[] {
  return outcome.kind === 'answer' ? [{ name: question.name, answer: outcome.answer }] : [];
}

type ErrorCode = 'nxdomain' | 'servfail' | 'refusedRcode' | 'otherRcode' | 'lame' | 'emptyAnswer';

type Trouble = { readonly code: ErrorCode; readonly rcode: string };

function judgeErrors({ resolver }: NamesTarget, answers: readonly Answer[]): readonly Finding[] {
  const troubled = answers.flatMap(({ name, answer }) => {
    const trouble = troubleOf(answer);
    return trouble === undefined ? [] : [{ ...trouble, name }];
  });
  const kinds = new Map(troubled.map((trouble) => [`${trouble.code} ${trouble.rcode}`, trouble]));
  return [...kinds.values()].map(({ code, rcode }) => {
    const alike = troubled.filter((other) => other.code === code && other.rcode === rcode);
    const names = [...new Set(alike.map(({ name }) => name))];
    const asked = answers.filter(({ name }) => names.includes(name)).length;
    return say[code]({ resolver, names, rcode, count: alike.length, asked });
  });
}

const ERRORS: Readonly<Record<string, ErrorCode>> = {
  NXDOMAIN: 'nxdomain',
  SERVFAIL: 'servfail',
  REFUSED: 'refusedRcode',
};

function troubleOf(answer: DnsAnswer): Trouble | undefined {
  const { rcode } = answer;
  if (rcode !== 'NOERROR') return { code: ERRORS[rcode] ?? 'otherRcode', rcode };
  if (isLame(answer)) {
    return { code: 'lame', rcode: 'a referral or nothing, without recursion,' };
  }
  if (answer.addresses.length > 0) return undefined;
  return { code: 'emptyAnswer', rcode: 'NOERROR without an address' };
}

/** Neither the owner of the name nor willing to ask for it. */
function isLame({ referral, answerCount, authoritative, recursionAvailable }: DnsAnswer): boolean {
  return referral || (answerCount === 0 && !authoritative && !recursionAvailable);
}

function judgeAddresses(target: NamesTarget, answers: readonly Answer[]): readonly Finding[] {
  return target.names.flatMap(({ name, expect }) => {
    const own = answers.filter((other) => other.name === name && other.answer.addresses.length > 0);
    const wrong = own.flatMap(
      ({ answer: { addresses } }) => judgeExpected(target, { name, expect, addresses }) ?? [],
    );
    return wrong.slice(0, 1);
  });
}

type Given = {
  readonly name: string;
  readonly expect: Expectation;
  readonly addresses: readonly string[];
};

function judgeExpected(
  { resolver, vpc }: NamesTarget,
  { name, expect, addresses }: Given,
): Finding | undefined {
  const found = classOf(addresses, vpc);
  const wrong = { resolver, name, addresses, found };
  switch (expect.kind) {
    case 'any':
      return undefined;
    case 'addresses': {
      if (addresses.every((address) => expect.addresses.includes(address))) return undefined;
      return say.onPremMismatch({ resolver, name, addresses, expected: expect.addresses });
    }
    case 'public':
      return found === 'public'
        ? undefined
        : say.wrongClass({ ...wrong, expected: 'public', of: 'endpoint' });
    case 'private': {
      if (isPrivateEnough(found, vpc)) return undefined;
      const finding = say.wrongClass({ ...wrong, expected: 'private', of: expect.of });
      // Interface endpoints are often shared from a VPC of their own; the API's ENIs never are.
      return found === 'private' && expect.of === 'service' ? atSeverity(finding, 'warn') : finding;
    }
  }
}

/** Where the config names no VPC network, any private one may be it. */
function isPrivateEnough(found: AnswerClass, vpc: readonly string[]): boolean {
  return found === 'inside-vpc' || (found === 'private' && vpc.length === 0);
}
