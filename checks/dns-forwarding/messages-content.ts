import { message } from '#core/messages.ts';
import type { Bounds } from '#core/site.ts';
import type { AnswerClass } from './answer-class.ts';
import { inboundExample } from './messages-reach.ts';
import { askingRemedy, knowingRemedy, list, nameAtStart, placeOf } from './phrases.ts';
import type { Resolver } from './target.ts';

/** Names that were all answered in one wrong way, in `count` of the `asked` answers. */
type Names = {
  readonly resolver: Resolver;
  readonly names: readonly string[];
  readonly rcode: string;
  readonly count: number;
  readonly asked: number;
};

const API = '0a1b2c3d4e5f.gr7.eu-west-1.eks.amazonaws.com';

const forwarder: Resolver = {
  ...inboundExample,
  address: '10.80.0.53',
  role: 'forwarder',
  upstreams: ['10.20.1.53', '10.20.2.53'],
};

function namesExample(rcode: string, resolver: Resolver): Names {
  return { resolver, names: [API], rcode, count: 3, asked: 3 };
}

function answered({ resolver, names, rcode, count, asked }: Names): string {
  return `${nameAtStart(resolver)} answered ${rcode} for ${list(names)}, in ${count} of ${asked} answers.`;
}

/** Words for answers that arrive and are wrong. */
export const contentMessages = {
  nxdomain: message<Names>({
    severity: 'fail',
    title: 'The name does not exist there',
    example: namesExample('NXDOMAIN', inboundExample),
    detail: answered,
    fix: ({ resolver }) => knowingRemedy(resolver),
  }),
  servfail: message<Names>({
    severity: 'fail',
    title: 'The resolver could not find an answer',
    example: namesExample('SERVFAIL', forwarder),
    detail: (data) =>
      `${answered(data)} A forwarder says SERVFAIL when its next server is silent, refuses it or breaks; the reason is lost on the way.`,
    fix: ({ resolver, names }) => {
      const ask = askingRemedy(resolver, names[0] ?? '');
      return `${ask} Then look for the cause between ${placeOf(resolver)} and the server that answers otherwise.`;
    },
  }),
  refusedRcode: message<Names>({
    severity: 'fail',
    title: 'The resolver refuses to answer this client',
    example: namesExample('REFUSED', inboundExample),
    detail: answered,
    fix: ({ resolver }) =>
      resolver.role === 'inbound'
        ? `Check that ${placeOf(resolver)} is an inbound endpoint and no DNS Firewall rule of its VPC blocks the name.`
        : `Allow queries and recursion from this host's network on ${placeOf(resolver)} (BIND: allow-query, allow-recursion).`,
  }),
  otherRcode: message<Names>({
    severity: 'fail',
    title: 'The resolver answers with an error',
    example: namesExample('NOTIMP', inboundExample),
    detail: answered,
    fix: ({ resolver, rcode }) =>
      `Look in the log of ${placeOf(resolver)} for ${rcode}; a server that does not know EDNS needs an update.`,
  }),
  lame: message<Names>({
    severity: 'fail',
    title: 'The server points elsewhere instead of resolving',
    example: namesExample('a referral or nothing, without recursion,', forwarder),
    detail: answered,
    fix: ({ resolver }) =>
      `Allow recursion for this host on ${placeOf(resolver)}. ${knowingRemedy(resolver)}`,
  }),
  emptyAnswer: message<Names>({
    severity: 'fail',
    title: 'The answer holds no address',
    example: namesExample('NOERROR without an address', forwarder),
    detail: answered,
    fix: ({ resolver }) =>
      `If DNS-rebind protection on ${placeOf(resolver)} removes private answers, exempt ${resolver.domains.join(' and ')} from it. ${knowingRemedy(resolver)}`,
  }),
  wildcard: message<{
    readonly resolver: Resolver;
    readonly probe: string;
    readonly addresses: readonly string[];
  }>({
    severity: 'fail',
    title: 'A name that nobody has gets an answer',
    example: {
      resolver: forwarder,
      probe: 'hybrid-preflight-nxdomain-probe.gr7.eu-west-1.eks.amazonaws.com',
      addresses: ['192.0.2.80'],
    },
    detail: ({ resolver, probe, addresses }) =>
      `${nameAtStart(resolver)} answered ${list(addresses)} for ${probe}.`,
    fix: ({ resolver, probe }) =>
      `Remove the wildcard or the NXDOMAIN redirection that covers ${probe.split('.').slice(1).join('.')} on ${placeOf(resolver)} or behind it; if it is meant, set checks.dns-forwarding.wildcardProbe to false.`,
  }),
  wrongClass: message<WrongClass>({
    severity: 'fail',
    title: 'The answer leads to the wrong network',
    example: {
      resolver: forwarder,
      name: API,
      addresses: ['192.0.2.10'],
      found: 'public',
      expected: 'private',
      of: 'endpoint',
    },
    detail: ({ resolver, name, addresses, found, expected }) =>
      `${nameAtStart(resolver)} answered ${list(addresses)} (${CLASS_WORDS[found]}) for ${name}; ${expected === 'private' ? 'an address inside the VPC' : 'a public address'} is expected.`,
    fix: wrongClassFix,
  }),
  onPremMismatch: message<{
    readonly resolver: Resolver;
    readonly name: string;
    readonly addresses: readonly string[];
    readonly expected: readonly string[];
  }>({
    severity: 'fail',
    title: 'The name has another address than the config says',
    example: {
      resolver: { ...forwarder, role: 'authority', domains: ['company.local'], upstreams: [] },
      name: 'harbor.company.local',
      addresses: ['10.80.0.99'],
      expected: ['10.80.0.20'],
    },
    detail: ({ resolver, name, addresses, expected }) =>
      `${nameAtStart(resolver)} answered ${list(addresses)} for ${name}; resolvers.onPremNames says ${list(expected)}.`,
    fix: ({ resolver, name }) =>
      `Correct ${name} in its zone on ${placeOf(resolver)}, or in resolvers.onPremNames.`,
  }),
  slowAnswer: message<{
    readonly resolver: Resolver;
    readonly medianMs: number;
    readonly answers: number;
    readonly limits: Bounds;
  }>({
    severity: 'fail',
    title: 'The resolver answers slowly',
    example: {
      resolver: forwarder,
      medianMs: 2400,
      answers: 6,
      limits: { pass: 100, fail: 2000 },
    },
    detail: ({ resolver, medianMs, answers, limits }) =>
      `${nameAtStart(resolver)} took ${Math.round(medianMs)} ms (median of ${answers} answers over UDP); up to ${limits.pass} ms is good, beyond ${limits.fail} ms is bad.`,
    fix: ({ resolver, medianMs }) =>
      medianMs >= 1000
        ? `Look for a dead server among those that ${placeOf(resolver)} asks first: seconds are spent waiting for it.`
        : `Compare with the round-trip time to ${placeOf(resolver)}; what goes beyond it is spent behind that server.`,
  }),
};

type WrongClass = {
  readonly resolver: Resolver;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly found: AnswerClass;
  readonly expected: 'private' | 'public';
  readonly of: 'endpoint' | 'service';
};

const CLASS_WORDS: Readonly<Record<AnswerClass, string>> = {
  'inside-vpc': 'inside the VPC',
  private: 'private, outside the networks.vpc of the config',
  public: 'public',
  unusable: 'no address of a service',
  mixed: 'of different networks',
  none: 'none',
};

function wrongClassFix({ resolver, name, found, expected, of }: WrongClass): string {
  const place = placeOf(resolver);
  if (found === 'unusable')
    return `Remove the blocking entry for ${name} on ${place} or behind it.`;
  if (expected === 'public') {
    return `Remove the private zone or override for ${name} on ${place}, or set cluster.endpointMode to what the cluster has.`;
  }
  if (found === 'private') {
    return `If ${name} is served from another VPC, route to it and allow it; otherwise add the missing VPC network to networks.vpc, or remove the override on ${place}.`;
  }
  return resolver.role === 'inbound' && of === 'endpoint'
    ? 'Turn on private access of the cluster endpoint (aws eks update-cluster-config --resources-vpc-config endpointPrivateAccess=true), and enableDnsSupport and enableDnsHostnames of the VPC.'
    : knowingRemedy(resolver);
}
