import type { Fault } from '../fields/fault.ts';
import { type Field, openFields } from '../fields/fields.ts';
import { readApiService, readWebhooks } from './read-calls.ts';
import { readService, readSlice } from './read-endpoints.ts';
import { NO_RESOURCES, type Resources } from './resources.ts';

export type ReadResources = {
  readonly resources: Resources;
  readonly faults: readonly Fault[];
  /** Kinds that are needed, and of which the file has not one. */
  readonly missing: readonly string[];
};

type Reader = (item: Field) => Partial<Resources>;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['ValidatingWebhookConfiguration', (item) => ({ calls: readWebhooks(item) })],
  ['MutatingWebhookConfiguration', (item) => ({ calls: readWebhooks(item) })],
  ['APIService', (item) => ({ calls: readApiService(item) })],
  ['Service', (item) => ({ services: readService(item) })],
  ['EndpointSlice', (item) => ({ slices: readSlice(item) })],
]);

/**
 * Without these nothing can be found: every cluster has APIServices, the Service kubernetes and its endpoints, but not
 * every cluster has webhooks.
 */
const NEEDED = ['APIService', 'Service', 'EndpointSlice'];

/** Reads the List that `kubectl get … -o json` prints. Other kinds, Secrets among them, are passed over unread. */
export function readResources(value: unknown): ReadResources {
  const { root, faults } = openFields(value);
  const parts: Resources[] = [NO_RESOURCES];
  const seen = new Set<string>();
  for (const item of root.child('items').entries()) {
    const kind = item.child('kind').text() ?? '';
    const read = READERS.get(kind);
    if (read === undefined) continue;
    seen.add(kind);
    parts.push({ ...NO_RESOURCES, ...read(item) });
  }
  return {
    resources: {
      calls: parts.flatMap(({ calls }) => calls),
      services: parts.flatMap(({ services }) => services),
      slices: parts.flatMap(({ slices }) => slices),
    },
    faults: faults(),
    missing: NEEDED.filter((kind) => !seen.has(kind)),
  };
}
