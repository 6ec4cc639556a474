import { addressOf, type LeafName } from '../topology/hosts.ts';
import { defineService, type Program } from './service.ts';

const IPERF3: Program = { command: 'iperf3', package: 'iperf3' };
const PORT = 5201;

type NoOptions = Record<string, never>;

export const iperf3Vpc = server('iperf3-vpc', 'peer');
export const iperf3Storage = server('iperf3-storage', 'storage');

function server(name: string, host: LeafName) {
  return defineService<NoOptions>({
    name,
    host,
    title: 'iperf3 server',
    program: IPERF3,
    healthy: {},
    // A test whose data vanished keeps it for ever.
    learns: true,
    setup: () => ({
      files: {},
      args: ['-s', '-B', addressOf(host), '-p', String(PORT)],
      listens: [{ protocol: 'tcp', port: PORT }],
    }),
  });
}

/** Keeps the server in the VPC busy: it serves one test at a time. */
export const iperf3Occupier = defineService<NoOptions>({
  name: 'iperf3-occupier',
  host: 'peer',
  title: 'iperf3 client that occupies the server',
  program: IPERF3,
  healthy: null,
  setup: () => ({
    files: {},
    // 0 seconds is for ever; a megabit does not disturb.
    args: ['-c', addressOf('peer'), '-p', String(PORT), '-t', '0', '-b', '1M'],
    listens: [],
  }),
});
