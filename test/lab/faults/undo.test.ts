import { test } from 'tap';
import { FAULTS } from '../../../src/lab/faults/index.ts';
import { applyFaults, clearFaults, environmentOf } from '../../../src/lab/lab.ts';
import { type LabPlace, namespaceOf } from '../../../src/lab/place.ts';
import { run } from '../../../src/lab/program.ts';
import { SERVICES } from '../../../src/lab/services/index.ts';
import { isRunning } from '../../../src/lab/services/start.ts';
import { HOST_NAMES } from '../../../src/lab/topology/hosts.ts';
import { canBuildLabs, inside, startLab } from '../lab-world.ts';

/** All that a fault may have changed in the lab, but what packets would show. */
async function stateOf(place: LabPlace): Promise<Readonly<Record<string, string>>> {
  const hosts = await Promise.all(
    HOST_NAMES.map(async (host) => {
      const namespace = namespaceOf(place, host);
      const parts = await Promise.all([
        run('ip', ['-n', namespace, '-oneline', '-batch', '-'], {
          input: 'link\naddress\nroute\n',
        }),
        run('tc', ['-n', namespace, 'qdisc']),
        inside(place, host, 'nft', 'list', 'ruleset'),
      ]);
      // A bridge is UNKNOWN until the kernel has looked at its ports.
      return [host, parts.join('\n').replaceAll(/\b(UNKNOWN|UP) +/g, 'UP ')] as const;
    }),
  );
  const running = await Promise.all(SERVICES.map((service) => isRunning(place, service)));
  const services = SERVICES.filter((_, index) => running[index]).map(({ name }) => name);
  const variables = JSON.stringify(await environmentOf(place, 'host'));
  return { ...Object.fromEntries(hosts), services: services.join(' '), variables };
}

test('every fault changes the lab, and is undone without a trace', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  const before = await stateOf(place);
  // Faults of one kind are undone alike: the first of each stands for the others.
  const seen = new Set<string>();
  for (const { name, layer, changes } of FAULTS) {
    const kinds = `${layer} ${[...new Set(changes.map(({ kind }) => kind))].sort().join()}`;
    if (seen.has(kinds)) continue;
    seen.add(kinds);
    await applyFaults(place, [name]);
    const isSeen = changes.some(({ kind }) => kind !== 'service' && kind !== 'site');
    if (isSeen) t.notSame(await stateOf(place), before, `${name} is applied`);
    await clearFaults(place);
    t.strictSame(await stateOf(place), before, `${name} is undone`);
  }
});

test('faults add up, twice is once, and all go together', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  const before = await stateOf(place);
  await applyFaults(place, ['mtu-1438-to-vpc', 'api-drop']);
  await applyFaults(place, ['delay-to-vpc', 'api-drop', 'loss-periodic-to-vpc', 'resolver-a-dead']);
  t.match(
    await inside(place, 'onprem-router', 'ip', 'route'),
    /10\.20\.0\.0\/16 via 169\.254\.30\.2 dev imp0 mtu lock 1438/,
  );
  const rules = await inside(place, 'vpc-router', 'nft', 'list', 'ruleset');
  t.equal(rules.split('dport 443').length - 1, 1, rules);
  await clearFaults(place);
  t.strictSame(await stateOf(place), before);
});
