import { test } from 'tap';
import { verdictOf } from '../../bin/dev/matrix/compare.ts';
import { runMatrix } from '../../bin/dev/matrix/matrix.ts';
import { closingLine, matrixTable } from '../../bin/dev/matrix/table.ts';
import { faultNamed } from '../../src/lab/faults/index.ts';
import { canBuildLabs, labRoot } from './lab-world.ts';

/** Some of each layer; `npm run lab:matrix` runs them all. */
const REPRESENTATIVE = [
  'api-drop',
  'api-drop-answers',
  'api-not-listening',
  'resolver-udp-reject-admin-prohibited',
  'api-reject-admin-prohibited',
  'api-reject-reset',
  'kubelet-drop',
  'kubelet-drop-answers',
  'kubelet-reject-reset',
  'overlay-udp-drop',
  'webhook-drop-inbound',
  'no-pod-route-on-prem',
  'resolvers-tcp-drop',
  'ping-drop',
  'no-route-to-vpc',
  'host-prohibits',
  'routing-loop',
  'asymmetric-stateful',
  'source-nat',
  'mtu-1438-to-vpc',
  'blackhole-1438-to-vpc',
  'delay-to-vpc',
  'loss-burst-to-vpc',
  'resolver-a-dead',
  'resolvers-refuse',
  'resolvers-public-view',
  'truncation-without-tcp',
  'dns-slow',
  'forwarding-loop',
  'cluster-dns-no-forward',
  'tls-interception',
  'aws-endpoint-public',
  'aws-block-page',
  'proxy-refuses-endpoint',
  'registry-wrong-password',
  'nfs-export-refused',
  'iperf3-busy',
  'clock-wrong',
  'pods-overlap-vpc',
  'bridge-overlaps-services',
];

const HEALTHY_RUNS = 10;

test('each fault is found by its right code, and nothing else turns red', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const rows = await runMatrix({
    root: labRoot(t),
    labs: 2,
    healthyRuns: HEALTHY_RUNS,
    faults: REPRESENTATIVE.map(faultNamed),
    signal: new AbortController().signal,
    onRow: () => undefined,
  });
  t.equal(rows.length, REPRESENTATIVE.length + 1);
  t.equal(rows.at(-1)?.fault, `healthy, ${HEALTHY_RUNS} runs`);
  t.comment(`\n${matrixTable(rows)}${closingLine(rows)}`);
  t.strictSame(
    rows.filter((row) => verdictOf(row) === 'FAILED'),
    [],
  );
  t.ok(rows.filter((row) => row.found.length > 0).length >= 15, 'most were found by a check');
});
