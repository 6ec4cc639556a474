import type { Judgement } from '#core/check.ts';
import { atSeverity, type Finding } from '#core/finding.ts';
import type { HttpsExchange } from '#core/https.ts';
import type { Metric } from '#core/metric.ts';
import { networkHolding } from '#lib/cidr/network-holding.ts';
import { type Trouble, troubleOf } from './judge-exchange.ts';
import { type Facts, say } from './messages.ts';
import type { EndpointMeasurement, EndpointTarget } from './target.ts';

/** Where the environment names a proxy, that is the way that counts, and the direct one is told beside it. */
export function judge(target: EndpointTarget, measurement: EndpointMeasurement): Judgement {
  const { proxied, route } = measurement;
  const direct = [...judgeNames(target, measurement), ...judgeDirect(target, measurement)];
  if (route.kind === 'unusable') {
    const by = `through ${route.variable}`;
    const facts = { ...factsOf(target, by), what: route.why };
    return { findings: [say.proxyUnusable(facts), ...direct], metrics: metricsOf(measurement) };
  }
  if (proxied === null) return { findings: direct, metrics: metricsOf(measurement) };
  const through = judgeProxied(target, measurement, proxied);
  const isThrough = through.length === 0;
  const beside = isThrough ? direct.map(asBeside) : [];
  return { findings: [...through, ...beside], metrics: metricsOf(measurement) };
}

function factsOf({ host, port, purpose }: EndpointTarget, by: string): Facts {
  return { host, port, purpose, by, at: [], what: '', issuer: '', notAfter: '', tried: 0 };
}

/** What fails without the proxy is as it should be: said, and no more. */
function asBeside(finding: Finding): Finding {
  return atSeverity(finding, 'note');
}

function judgeNames(target: EndpointTarget, { names }: EndpointMeasurement): readonly Finding[] {
  const facts = factsOf(target, 'straight');
  if (names.kind === 'failed') return [say.unresolved({ ...facts, what: names.why })];
  const outside = names.addresses.filter((address) => !isWithin(address, target.within));
  return outside.length === 0 ? [] : [say.publicAnswer({ ...facts, at: outside })];
}

function isWithin(address: string, networks: readonly string[]): boolean {
  return networks.length === 0 || networkHolding(address, networks) !== undefined;
}

/** Addresses with the same trouble share a finding: one that works must not hide one that does not. */
function judgeDirect(
  target: EndpointTarget,
  { direct, proxied }: EndpointMeasurement,
): readonly Finding[] {
  const troubled = direct.flatMap(({ address, exchange }) => {
    const trouble = troubleOf(target, exchange);
    return trouble === undefined ? [] : [{ address, trouble }];
  });
  const alike = Map.groupBy(troubled, ({ trouble }) => JSON.stringify(trouble));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const at = group.map(({ address }) => address);
    const facts = { ...factsOf(target, 'straight'), at, tried: direct.length };
    const isBeside = proxied !== null && NO_WAY.includes(first.trouble.code);
    const code = isBeside ? 'directClosed' : first.trouble.code;
    return [findingOf({ ...first.trouble, code }, facts)];
  });
}

/** As behind a firewall that lets only the proxy out. */
const NO_WAY: readonly Trouble['code'][] = ['unreachable', 'reset', 'stalled'];

function judgeProxied(
  target: EndpointTarget,
  { route }: EndpointMeasurement,
  proxied: HttpsExchange,
): readonly Finding[] {
  const trouble = troubleOf(target, proxied);
  if (trouble === undefined) return [];
  const proxy = route.kind === 'proxy' ? route.proxy : undefined;
  const place = proxy === undefined ? 'a proxy' : `${proxy.host}:${proxy.port} (${proxy.variable})`;
  // Before the proxy has answered CONNECT, it is the proxy that is in trouble.
  const code = proxied.proxy === null ? 'proxyUnreachable' : trouble.code;
  return [findingOf({ ...trouble, code }, factsOf(target, `through ${place}`))];
}

function findingOf({ code, what, issuer, notAfter }: Trouble, facts: Facts): Finding {
  return say[code]({ ...facts, what, issuer, notAfter });
}

function metricsOf({ names, direct, proxied }: EndpointMeasurement): readonly Metric[] {
  const { connectMs, tlsMs, firstByteMs } = proxied ?? direct[0]?.exchange ?? NOTHING;
  const resolvedMs = names.kind === 'resolved' ? names.afterMs : null;
  const times = {
    dns_ms: resolvedMs,
    connect_ms: connectMs,
    tls_ms: tlsMs,
    first_byte_ms: firstByteMs,
  };
  return Object.entries(times).flatMap(([name, value]): Metric[] =>
    value === null ? [] : [{ name, value, unit: 'ms' }],
  );
}

const NOTHING = { connectMs: null, tlsMs: null, firstByteMs: null };
