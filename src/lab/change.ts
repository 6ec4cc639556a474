import type { Json } from '#core/json.ts';
import type {
  Conditions,
  ExtraBridge,
  FirewallRule,
  Hook,
  LinkState,
  Queue,
  SiteChange,
  Way,
  Wire,
} from './conditions.ts';
import type { HostName } from './topology/hosts.ts';

/** One thing that a fault does to the lab. */
export type Change =
  | ({ readonly kind: 'rule' } & FirewallRule)
  | {
      readonly kind: 'route';
      readonly at: HostName;
      readonly to: string;
      readonly way: Way | 'none';
    }
  | ({ readonly kind: 'link' } & LinkState)
  | ({ readonly kind: 'queue' } & Queue)
  | ({ readonly kind: 'bridge' } & ExtraBridge)
  | { readonly kind: 'wire'; readonly wire: Partial<Wire> }
  | { readonly kind: 'service'; readonly name: string; readonly options: JsonObject }
  | { readonly kind: 'stop'; readonly name: string }
  | { readonly kind: 'site'; readonly site: SiteChange }
  | { readonly kind: 'environment'; readonly variables: Conditions['environment'] };

export type JsonObject = { readonly [key: string]: Json };

export function rule(at: HostName, hook: Hook, text: string): Change {
  return { kind: 'rule', at, hook, rule: text };
}

export function route(at: HostName, to: string, way: Way | 'none'): Change {
  return { kind: 'route', at, to, way };
}

/** Returns the conditions as they are once these changes are made, in their order. */
export function changed(conditions: Conditions, changes: readonly Change[]): Conditions {
  return changes.reduce(apply, conditions);
}

function apply(before: Conditions, change: Change): Conditions {
  if (isAddition(change)) return added(before, change);
  switch (change.kind) {
    case 'route':
      return { ...before, routes: rerouted(before.routes, change) };
    case 'wire':
      return { ...before, wire: joined(before.wire, change.wire) };
    case 'service':
      return { ...before, services: configured(before.services, change.name, change.options) };
    case 'stop':
      return { ...before, services: without(before.services, change.name) };
    case 'site':
      return { ...before, site: { ...before.site, ...change.site } };
    case 'environment':
      return { ...before, environment: { ...before.environment, ...change.variables } };
  }
}

type Addition = Extract<Change, { kind: 'rule' | 'link' | 'queue' | 'bridge' }>;

function isAddition(change: Change): change is Addition {
  return ['rule', 'link', 'queue', 'bridge'].includes(change.kind);
}

/** What there may be several of: each is one more. */
function added(before: Conditions, change: Addition): Conditions {
  switch (change.kind) {
    case 'rule':
      return { ...before, rules: [...before.rules, change] };
    case 'link':
      return { ...before, links: [...before.links, change] };
    case 'queue':
      return { ...before, queues: [...before.queues, change] };
    case 'bridge':
      return { ...before, bridges: [...before.bridges, change] };
  }
}

function rerouted(
  routes: Conditions['routes'],
  { at, to, way }: Extract<Change, { kind: 'route' }>,
): Conditions['routes'] {
  const others = routes.filter((known) => known.at !== at || known.to !== to);
  return way === 'none' ? others : [...others, { at, to, way }];
}

/** Several impairments of one direction add up: the wire reads them as one line of settings. */
function joined(before: Wire = { toVpc: '', toOnPrem: '' }, more: Partial<Wire>): Wire {
  return {
    toVpc: `${before.toVpc} ${more.toVpc ?? ''}`.trim(),
    toOnPrem: `${before.toOnPrem} ${more.toOnPrem ?? ''}`.trim(),
  };
}

function configured(
  services: Conditions['services'],
  name: string,
  options: JsonObject,
): Conditions['services'] {
  return { ...services, [name]: { ...(services[name] as JsonObject | undefined), ...options } };
}

function without(services: Conditions['services'], name: string): Conditions['services'] {
  return Object.fromEntries(Object.entries(services).filter(([known]) => known !== name));
}
