import { test } from 'tap';
import { readResources } from '#lib/cluster-webhooks/read-resources.ts';
import { resolveWebhooks } from '#lib/cluster-webhooks/resolve.ts';
import { mutate, randomOf } from '../../config/mutation.ts';
import {
  CERT_MANAGER,
  type Item,
  ITEMS,
  listOf,
  serviceItem,
  sliceItem,
  webhookItem,
} from './world.ts';

const NETWORKS = ['10.85.0.0/16'];

test('whatever a file of JSON holds, reading it ends in webhooks or in faults', (t) => {
  const random = randomOf(20_261_120);
  const good = listOf(ITEMS);
  let read = 0;
  for (let round = 0; round < 3000; round += 1) {
    const value = parsed(mutate(good, random));
    if (value === undefined) continue;
    const { resources } = readResources(value);
    const { webhooks } = resolveWebhooks(resources, NETWORKS);
    for (const { at } of webhooks) {
      if (at.kind === 'endpoint') t.match(at.address, /^10\.85\./);
    }
    read += 1;
  }
  t.ok(read > 100, `${read} were JSON`);
  t.end();
});

test('values of every kind in every place are no crash', (t) => {
  const values = [null, true, 0, -1, 1e308, '', 'x', [], [null], {}, { __proto__: 1 }, [[[]]]];
  for (const value of values) {
    t.doesNotThrow(() => readResources(value));
    for (const item of ITEMS) {
      for (const key of Object.keys(item).filter((name) => name !== 'kind')) {
        const { resources } = readResources({ items: [{ ...item, [key]: value }, value] });
        t.doesNotThrow(() => resolveWebhooks(resources, NETWORKS));
      }
    }
  }
  t.end();
});

test('many calls of a Service with many endpoints take seconds at most', (t) => {
  const names = ['cert-manager', 'cert-manager-webhook'] as const;
  const endpoints = Array.from({ length: 1000 }, (_, at) => ({
    addresses: [`10.85.${at >> 8}.${at & 255}`],
  }));
  const slice = sliceItem(names, [{ port: 1 }], endpoints);
  const items: readonly Item[] = [
    ...Array.from({ length: 1000 }, () => webhookItem(CERT_MANAGER)),
    serviceItem(...names, [{ port: 443 }]),
    ...Array.from({ length: 100 }, () => slice),
  ];
  const { resources } = readResources({ items });
  const startedMs = performance.now();
  t.equal(resolveWebhooks(resources, NETWORKS).webhooks.length, 8000);
  t.ok(performance.now() - startedMs < 60_000);
  t.end();
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
