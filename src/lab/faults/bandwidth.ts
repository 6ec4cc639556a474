import { rule } from '../change.ts';
import { iperf3Occupier, iperf3Vpc } from '../services/iperf3.ts';
import { type Fault, faultsOf } from './fault.ts';
import { PEER } from './places.ts';

/** Links that carry less than was bought, and servers that will not measure it. */
export const BANDWIDTH_FAULTS: readonly Fault[] = faultsOf('bandwidth', [
  {
    name: 'rate-cap',
    breaks: 'both directions of the link are shaped to 500 Mbit/s, with a queue',
    changes: (['onprem-router', 'vpc-router'] as const).map((at) => ({
      kind: 'queue',
      at,
      device: 'dx0',
      discipline: 'tbf rate 500mbit burst 128kb latency 50ms',
    })),
    expects: ['bandwidth/tooLow'],
  },
  {
    name: 'policer',
    breaks: 'a policer drops what exceeds 50 MB/s to the VPC, without a queue',
    changes: [
      rule(
        'onprem-router',
        'forward',
        'oifname { dx0, imp0 } limit rate over 50 mbytes/second burst 512 kbytes drop',
      ),
    ],
    expects: ['bandwidth/tooLow'],
  },
  {
    name: 'iperf3-busy',
    breaks: 'somebody else’s test occupies the iperf3 server',
    changes: [iperf3Occupier.running({})],
    expects: ['bandwidth/serverBusy'],
  },
  {
    name: 'iperf3-refused',
    breaks: 'no iperf3 server listens',
    changes: [iperf3Vpc.stopped],
    expects: ['bandwidth/serverRefused'],
  },
  {
    name: 'iperf3-capped',
    breaks: 'the host of the iperf3 server sends and receives 100 Mbit/s at most',
    changes: [
      {
        kind: 'queue',
        at: 'vpc-router',
        device: 'peer',
        discipline: 'tbf rate 100mbit burst 64kb latency 50ms',
      },
      {
        kind: 'queue',
        at: 'peer',
        device: 'eth0',
        discipline: 'tbf rate 100mbit burst 64kb latency 50ms',
      },
    ],
    expects: [`bandwidth/tooLow @ *${PEER}*`],
  },
]);
