// A plugin: a check and a renderer of one's own, in one file. In the config: `plugins: [./bastion.ts]`.
import type { AnyCheck } from '../../../src/core/check.ts';
import type { TcpOutcome } from '../../../src/core/tcp.ts';
import type { Report } from '../../../src/core/report.ts';

type Target = { readonly address: string; readonly port: number };

const unreachable = ({ address, port }: Target, { kind }: TcpOutcome) => ({
  code: 'bastion/unreachable',
  severity: 'warn' as const,
  title: 'The bastion does not answer',
  detail: `A connection to ${address}:${port} ended as ${kind}.`,
  fix: `Start sshd on ${address}, or open port ${port} towards it.`,
  data: { address, port, outcome: kind },
});

const example = unreachable(
  { address: '192.0.2.22', port: 22 },
  { kind: 'timeout', afterMs: 2000 },
);

const bastion: AnyCheck = {
  id: 'bastion',
  title: 'The bastion host answers on its SSH port',
  why: 'Without it nobody can mend a node that does not join.',
  explanation: {
    proves: ['A TCP connection from this host to the bastion is accepted.'],
    doesNotProve: ['That anybody can log in there.'],
    sources: ['RFC 4253 section 4.1: SSH listens on port 22'],
  },
  vocabulary: { scope: 'bastion', examples: [example] },
  needs: ['tcp'],
  lane: 'light',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      address: {
        type: 'string',
        format: 'ipv4',
        default: '127.0.0.1',
        description: 'Where it is.',
      },
      port: { type: 'integer', minimum: 1, maximum: 65535, default: 22, description: 'Its port.' },
    },
  },
  plan: (_site, options) => {
    const { address, port } = options as Target;
    return [{ key: `tcp/${port}@${address}`, from: 'local', target: { address, port } }];
  },
  measure: (target, { tcp }, signal) => tcp.connect(target as Target, { timeoutMs: 2000 }, signal),
  judge: (target, measurement) => {
    const outcome = measurement as TcpOutcome;
    const findings = outcome.kind === 'connected' ? [] : [unreachable(target as Target, outcome)];
    return { findings, metrics: [] };
  },
};

export const checks = [bastion];

/** One word, for a shell script. */
export const renderers = [
  { name: 'word', extension: 'txt', render: ({ verdict }: Report) => `${verdict}\n` },
];
