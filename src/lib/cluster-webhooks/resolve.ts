import type { SiteWebhook, WebhookPlace } from '#core/webhook.ts';
import { type Cidr, parseAddress, parseCidr } from '../cidr/parse.ts';
import { containsAddress } from '../cidr/relation.ts';
import type { Call, Callee, Resources, Service, Slice } from './resources.ts';

/** Every pod of a webhook is called in its turn; more than these tell nobody more. */
const MOST_PODS = 8;

export type Resolved = {
  readonly webhooks: readonly SiteWebhook[];
  /** What is left out, a sentence each. */
  readonly notes: readonly string[];
};

/**
 * Finds the pods behind each call, as the API server does: the port of the Service by its number, the port of the pod by
 * that one's name, ready endpoints only. Pods outside of `networks` are named, not tested.
 */
export function resolveWebhooks(
  { calls, services, slices }: Resources,
  networks: readonly string[],
): Resolved {
  const known: Known = {
    services: new Map(services.map((one) => [keyOf(one.namespace, one.name), one])),
    slices: Map.groupBy(slices, ({ namespace, service }) => keyOf(namespace, service)),
    onPrem: networks.flatMap((network) => {
      const parsed = parseCidr(network, { hostBits: 'mask' });
      return parsed.ok ? [parsed.cidr] : [];
    }),
  };
  const found = calls.map((call) => ({ call, places: placesOf(call.callee, known) }));
  return {
    webhooks: found.flatMap(({ call, places }) =>
      places.slice(0, MOST_PODS).map((at) => webhookAt(call, at)),
    ),
    notes: found
      .filter(({ places }) => places.length > MOST_PODS)
      .map(
        ({ call, places }) =>
          `${call.name} has ${places.length} ready pods on premises; ${MOST_PODS} of them are tested`,
      ),
  };
}

interface Known {
  readonly services: ReadonlyMap<string, Service>;
  readonly slices: ReadonlyMap<string, readonly Slice[]>;
  readonly onPrem: readonly Cidr[];
}

function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}

function webhookAt({ callee, ...call }: Call, at: WebhookPlace): SiteWebhook {
  return { ...call, serverName: serverNameOf(callee), at };
}

/** What the API asks for in the handshake, and looks for in the certificate. */
function serverNameOf(callee: Callee): string {
  return callee.kind === 'url' ? callee.host : `${callee.name}.${callee.namespace}.svc`;
}

function placesOf(callee: Callee, known: Known): readonly WebhookPlace[] {
  if (callee.kind === 'url') {
    const { host, port } = callee;
    if (isOnPrem(host, known)) return [{ kind: 'endpoint', address: host, port }];
    return [{ kind: 'elsewhere', why: `The API calls it by a URL, at ${host}:${port}.` }];
  }
  const service = known.services.get(keyOf(callee.namespace, callee.name));
  const label = `Service ${callee.namespace}/${callee.name}`;
  if (service === undefined) return nowhere(`There is no ${label}.`);
  const port = service.ports.get(callee.port);
  if (port === undefined) return nowhere(`${label} has no port ${callee.port}.`);
  return podsOf(label, endpointsOf(callee, port, known), known);
}

/** A slice has a hundred pods where nobody changed that: this is far beyond any webhook. */
const MOST_SLICES = 20;

type Endpoint = { readonly address: string; readonly port: number };

function endpointsOf(
  { namespace, name }: Extract<Callee, { kind: 'service' }>,
  label: string,
  { slices }: Known,
): readonly Endpoint[] {
  const own = (slices.get(keyOf(namespace, name)) ?? []).slice(0, MOST_SLICES);
  const found = own.flatMap(({ ports, addresses }) => {
    const port = ports.get(label);
    return port === undefined ? [] : addresses.map((address) => ({ address, port }));
  });
  // Two slices may have one endpoint for a moment.
  return [...new Map(found.map((one) => [`${one.address} ${one.port}`, one])).values()];
}

function podsOf(
  label: string,
  endpoints: readonly Endpoint[],
  known: Known,
): readonly WebhookPlace[] {
  const own = endpoints.filter(({ address }) => isOnPrem(address, known));
  if (own.length > 0) return own.map((one) => ({ kind: 'endpoint', ...one }));
  const [first] = endpoints;
  if (first === undefined) return nowhere(`${label} has no ready endpoint.`);
  const more = endpoints.length > 1 ? ` and ${endpoints.length - 1} more` : '';
  return [
    {
      kind: 'elsewhere',
      why: `Its pods are not in the remote networks: ${first.address}:${first.port}${more}.`,
    },
  ];
}

function nowhere(why: string): readonly WebhookPlace[] {
  return [{ kind: 'nowhere', why }];
}

function isOnPrem(text: string, { onPrem }: Known): boolean {
  const parsed = parseAddress(text);
  return parsed.ok && onPrem.some((cidr) => containsAddress(cidr, parsed.address));
}
