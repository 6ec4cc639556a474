import { test } from 'tap';
import { citing } from '#core/cite.ts';
import type { Json } from '#core/json.ts';
import type { Result } from '#core/report.ts';
import { finding } from '../fakes/check.ts';
import { resultOf } from '../fakes/report.ts';

const ORIGINS = [
  { value: '10.20.0.0/16', setting: 'networks.vpc[0]', place: 'preflight.yaml:3' },
  { value: '10.20.0.0/16', setting: 'networks.remotePods[0]', place: 'preflight.yaml:5' },
  { value: '10.80.1.10', setting: 'node.address', place: 'nodeConfig.yaml:12' },
];

function saying(data: Json): Result {
  const findings = [{ ...finding('fail'), data }];
  return resultOf('one', { status: 'fail', findings, metrics: [] });
}

function placesIn([result]: readonly Result[]): readonly string[] | undefined {
  const outcome = result?.outcome;
  if (outcome === undefined || !('findings' in outcome)) return undefined;
  return outcome.findings[0]?.origins?.map(({ place }) => place);
}

test('a finding says where the values that it speaks of stand', (t) => {
  const places = (data: Json) => placesIn(citing([saying(data)], ORIGINS));
  t.strictSame(places({ address: '10.80.1.10' }), ['nodeConfig.yaml:12']);
  t.strictSame(places({ pairs: [['VPC 10.20.0.0/16', 'remote pod network 10.20.0.0/16']] }), [
    'preflight.yaml:3',
    'preflight.yaml:5',
  ]);
  t.end();
});

test('what is only part of another value is not it, and what nobody wrote has no place', (t) => {
  const data = { address: '10.80.1.101', network: '10.20.0.0/160', count: 3, none: null };
  t.equal(placesIn(citing([saying(data)], ORIGINS)), undefined);
  t.equal(placesIn(citing([saying({ address: '10.80.1.10' })])), undefined);
  t.end();
});

test('a few places are enough', (t) => {
  const many = Array.from({ length: 30 }, (_, index) => ({
    ...{ value: 'api.example.com', setting: `targets.ping[${index}]` },
    place: `preflight.yaml:${index}`,
  }));
  const cited = citing([saying({ name: 'api.example.com' })], many);
  t.equal(placesIn(cited)?.length, 4);
  t.end();
});

test('results without findings stay as they are', (t) => {
  const skipped = resultOf('one', { status: 'skip', because: { kind: 'no-peer' } });
  t.strictSame(citing([skipped], ORIGINS), [skipped]);
  t.end();
});
