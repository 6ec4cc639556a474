import { test } from 'tap';
import { relate } from '../../checks/dns-forwarding/relate.ts';
import type { Asked } from '../../checks/dns-forwarding/measurement.ts';
import type { Role } from '../../checks/dns-forwarding/target.ts';
import { answer } from '../fakes/dns.ts';

const NAME = 'harbor.company.local';

/** One resolver’s answers to one name. */
function asked(id: string, role: Role, addresses: readonly string[]) {
  const one: Asked = {
    purpose: 'small',
    question: { name: NAME, type: 'A', transport: 'udp', udpPayloadBytes: 1232 },
    outcome: answer({ addresses }),
  };
  return {
    id,
    target: {
      kind: 'names',
      resolver: { address: '10.0.0.53', port: 53, role, domains: [], upstreams: [] },
      names: [{ name: NAME, expect: { kind: 'any' } }],
      probes: [],
      bigAnswer: null,
      vpc: ['10.20.0.0/16'],
      timeoutMs: 1,
      answerMs: { pass: 1, fail: 2 },
    },
    measurement: { kind: 'names', asked: [one] },
  } as const;
}

const rows = [
  { sides: 'agree', ours: ['10.80.0.20'], role: 'authority', theirs: ['10.80.0.20'], differ: 0 },
  {
    sides: 'give different parts of one set',
    ours: ['10.80.0.20', '10.80.0.21'],
    role: 'authority',
    theirs: ['10.80.0.21', '10.80.0.22'],
    differ: 0,
  },
  { sides: 'disagree', ours: ['10.80.0.20'], role: 'authority', theirs: ['10.20.9.9'], differ: 1 },
  { sides: 'cannot be compared', ours: ['10.80.0.20'], role: 'authority', theirs: [], differ: 0 },
  {
    sides: 'give addresses of one network of AWS',
    ours: ['10.20.1.40'],
    role: 'inbound',
    theirs: ['10.20.2.40'],
    differ: 0,
  },
  {
    sides: 'give a public and a private address of AWS',
    ours: ['52.94.0.1'],
    role: 'forwarder',
    theirs: ['10.20.2.40'],
    differ: 1,
  },
] as const;

for (const { sides, ours, role, theirs, differ } of rows) {
  test(`two sides that ${sides}`, (t) => {
    const vpc = role === 'authority' ? 'vpc-resolver' : 'vpc-own';
    const related = relate([asked('here', role, ours), asked('there', vpc, theirs)]);
    t.match(related, [{ id: 'there' }]);
    t.equal(related[0]?.findings.length, differ);
    if (differ === 1) {
      t.match(related[0]?.findings, [{ code: 'dns-forwarding/sidesDisagree', detail: ours[0] }]);
    }
    t.end();
  });
}

test('answers about different names are not held against each other', (t) => {
  const cases = [
    asked('here', 'inbound', ['10.9.9.9']),
    asked('there', 'vpc-resolver', ['10.1.1.1']),
  ];
  t.strictSame(relate(cases)[0]?.findings, []);
  t.end();
});
