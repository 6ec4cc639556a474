import fc from 'fast-check';
import { test } from 'tap';
import type { Json } from '#core/json.ts';
import type { Site } from '#core/site.ts';
import { NO_FACTS } from '#lib/aws-facts/facts.ts';
import { createValidator } from '#lib/schema-validator.ts';
import { json } from '../../reports/json.ts';
import schema from '../../schema/report.schema.json' with { type: 'json' };
import { fullReport, reportOf, resultOf } from '../fakes/report.ts';
import { siteOf } from '../checks/aws-world.ts';
import { siteWith } from '../fakes/site.ts';

const complaints = createValidator(schema);

test('a report of every status is valid by the published schema', (t) => {
  t.strictSame(complaints(JSON.parse(json.render(fullReport()))), []);
  t.end();
});

test('the schema refuses what it does not describe', (t) => {
  const report = fullReport();
  t.not(complaints({ ...report, surprise: 1 }).length, 0);
  t.not(complaints({ ...report, schema: 2 }).length, 0);
  t.not(complaints({ ...report, results: [{ key: 'alone' }] }).length, 0);
  t.end();
});

/** Every copy of the value in which one object, anywhere within, has a field that nobody knows. */
function withSurprises(value: unknown, path = '#'): readonly (readonly [string, unknown])[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.entries(value).flatMap(([key, part]) =>
    withSurprises(part, `${path}/${key}`).map(([where, changed]) => {
      const copy: unknown = Array.isArray(value)
        ? value.with(Number(key), changed)
        : { ...value, [key]: changed };
      return [where, copy] as const;
    }),
  );
  return Array.isArray(value) ? inner : [[path, { ...value, surprise: 1 }], ...inner];
}

test('a field that nobody knows is refused wherever it stands', (t) => {
  for (const [path, report] of withSurprises(JSON.parse(json.render(fullReport())))) {
    if (/\/(target|measurement|data|options)(\/|$)/.test(path)) continue;
    t.not(complaints(report).length, 0, path);
  }
  t.end();
});

test('the order of keys never changes', (t) => {
  const shuffled = Object.fromEntries(Object.entries(fullReport()).toReversed());
  // The same report, its keys written in another order.
  t.equal(json.render(shuffled as ReturnType<typeof fullReport>), json.render(fullReport()));
  t.end();
});

/** A new optional part of the site must be named here, and then in the schema. */
type Optional = 'capacity' | 'nodeAddress' | 'peer' | 'aws';
const everyPart: Pick<Required<Site>, Optional> = {
  capacity: { nodes: 10, maxPods: 110, podMaskSize: 25 },
  nodeAddress: '10.80.1.10',
  peer: { host: 'peer.example.com', port: 7077, token: 'env:PEER_TOKEN' },
  aws: siteOf({}).aws ?? { ...NO_FACTS },
};

test('a report with every optional part is valid too', (t) => {
  const site = siteWith({
    ...everyPart,
    cluster: {
      name: 'lab',
      region: 'eu-west-1',
      endpoint: 'example.eks.amazonaws.com',
      endpointMode: 'public-and-private',
    },
    targets: { ...siteWith().targets, bgpPeers: [{ host: '10.80.0.1', port: 179 }] },
    transport: { attachment: 'vpn', bandwidthBps: 1e9 },
    options: { 'firewall-ports': { required: [443] } },
  });
  const metric = {
    name: 'rtt_ms',
    value: 1.5,
    unit: 'ms',
    limit: { at: 'most', value: 5 },
  } as const;
  const result = {
    ...resultOf('one', { status: 'pass', findings: [], metrics: [metric] }),
    subject: '10.20.1.53',
  };
  const report = reportOf([result], { site, interrupted: 'run-deadline' });
  t.strictSame(complaints(JSON.parse(json.render(report))), []);
  t.end();
});

/** Every schema within the schema that stands for a value somebody reads, with its path. */
function described(schema: Json | undefined, path: string): readonly [string, Json][] {
  if (schema === undefined || schema === null || typeof schema !== 'object') return [];
  const inner = Object.entries(schema).flatMap(([key, value]) =>
    described(value, `${path}/${key}`),
  );
  const isProperty = /\/properties\/[^/]+$/.test(path);
  return isProperty ? [[path, schema], ...inner] : inner;
}

const OPEN = /\/(target|measurement|data|options)$/;

test('the schema describes every property, and closes every object but what checks fill', (t) => {
  for (const [path, property] of described(schema, '#')) {
    t.match(property, { description: /\.$/ }, `${path} is described`);
    if (OPEN.test(path)) continue;
    const isObject = (property as { type?: unknown }).type === 'object';
    if (isObject) t.match(property, { additionalProperties: false }, `${path} is closed`);
  }
  t.end();
});

test('what a check measured comes back unit by unit, halves of pairs too', (t) => {
  const anyText = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(anyText, (text) => {
      const outcome = { status: 'pass', findings: [], metrics: [] } as const;
      const report = reportOf([{ ...resultOf('one', outcome), measurement: { text } }]);
      // Through UTF-8, as a file would take it.
      const stored = Buffer.from(json.render(report), 'utf8').toString('utf8');
      const read = JSON.parse(stored) as typeof report;
      return JSON.stringify(read.results[0]?.measurement) === JSON.stringify({ text });
    }),
    { seed: 20261120, numRuns: 500 },
  );
  t.end();
});
