import { test } from 'tap';
import { ruleset } from '../../../src/lab/network/ruleset.ts';

test('without a rule the host’s table is removed, if it is there', async (t) => {
  t.equal(ruleset([], 'vpc-router'), 'table inet lab\ndelete table inet lab\n');
});

test('one chain a hook, with the rules of this host in their order', async (t) => {
  const text = ruleset(
    [
      { at: 'vpc-router', hook: 'forward', rule: 'tcp dport 443 drop' },
      { at: 'host', hook: 'input', rule: 'tcp dport 22 drop' },
      { at: 'vpc-router', hook: 'source-nat', rule: 'masquerade' },
      { at: 'vpc-router', hook: 'forward', rule: 'udp dport 53 drop' },
    ],
    'vpc-router',
  );
  t.equal(
    text,
    `table inet lab
delete table inet lab
table inet lab {
  chain forward {
    type filter hook forward priority 0;
    tcp dport 443 drop
    udp dport 53 drop
  }
  chain source-nat {
    type nat hook postrouting priority 100;
    masquerade
  }
}
`,
  );
});
