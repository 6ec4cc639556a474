import { test } from 'tap';
import type { Bounds } from '#core/site.ts';
import { BASELINE_NAMES, baselineNamed } from '../../src/config/baselines.ts';

test('direct-connect holds the limits of the adoption guide', async (t) => {
  t.strictSame(baselineNamed('direct-connect'), {
    name: 'direct-connect',
    latencyMs: { pass: 5, fail: 10 },
    jitterMs: { pass: 2, fail: 5 },
    lossRatio: { pass: 0.0001, fail: 0.001 },
    bandwidthBps: { pass: 10e9, fail: 5e9 },
    mtuBytes: 9000,
    dnsAnswerMs: { pass: 100, fail: 2000 },
  });
});

test('aws-minimum asks for what AWS asks for', async (t) => {
  t.match(baselineNamed('aws-minimum'), {
    latencyMs: { pass: 200 },
    bandwidthBps: { pass: 100e6 },
  });
});

test('vpn asks for no more than one tunnel can carry', async (t) => {
  const { bandwidthBps, mtuBytes } = baselineNamed('vpn') ?? {
    bandwidthBps: { pass: 0 },
    mtuBytes: 0,
  };
  t.ok(bandwidthBps.pass > 0 && bandwidthBps.pass <= 1.25e9);
  t.equal(mtuBytes, 1406);
});

for (const name of BASELINE_NAMES) {
  test(`the bounds of ${name} leave room for a warning`, async (t) => {
    const baseline = baselineNamed(name);
    if (baseline === undefined) throw new Error('every name has its baseline');
    const { latencyMs, jitterMs, lossRatio, dnsAnswerMs, bandwidthBps } = baseline;
    const isOrdered = ({ pass, fail }: Bounds) => pass < fail;
    t.ok([latencyMs, jitterMs, lossRatio, dnsAnswerMs].every(isOrdered));
    t.ok(bandwidthBps.pass > bandwidthBps.fail);
  });
}

test('another name has no baseline', async (t) => {
  t.equal(baselineNamed('toString'), undefined);
});
