import { FAULTS } from '../../../lab/faults/index.ts';
import { readJournal } from '../../../lab/journal.ts';
import { configFile, logFolder } from '../../../lab/place.ts';
import { SERVICES } from '../../../lab/services/index.ts';
import { isRunning } from '../../../lab/services/start.ts';
import { LEAF_NAMES, LEAVES, ROUTER_NAMES, ROUTER_ROLES } from '../../../lab/topology/hosts.ts';
import type { Shell } from '../../shell.ts';
import { namedLab, tellingLabErrors } from './the-lab.ts';

export async function executeStatus(
  argv: { readonly name: string },
  shell: Shell,
): Promise<number> {
  return tellingLabErrors(async () => {
    const place = namedLab(argv, shell);
    const { faults, leftOut } = await readJournal(place);
    const services = await Promise.all(
      SERVICES.filter(({ healthy }) => healthy !== null).map(async (service) => {
        const state = leftOut.includes(service.name)
          ? 'not installed'
          : (await isRunning(place, service))
            ? 'up'
            : 'down';
        return row(service.name, service.host, `${state}: ${service.title}`);
      }),
    );
    const broken = FAULTS.filter(({ name }) => faults.includes(name));
    shell.stdout.write(
      [
        'Hosts',
        ...LEAF_NAMES.map((leaf) =>
          row(leaf, addressWords(LEAVES[leaf].addresses), LEAVES[leaf].role),
        ),
        ...ROUTER_NAMES.map((router) => row(router, '', ROUTER_ROLES[router])),
        '',
        'Services',
        ...services,
        '',
        broken.length === 0 ? 'Nothing is broken.' : 'Broken',
        ...broken.map(({ name, breaks }) => `  ${name}: ${breaks}`),
        '',
        `Config: ${configFile(place)}`,
        `Logs:   ${logFolder(place)}`,
        '',
      ].join('\n'),
    );
    return 0;
  });
}

/** One address or two as they are; of a row of them, its ends. */
function addressWords(addresses: readonly string[]): string {
  if (addresses.length <= 2) return addresses.join(' ');
  return `${addresses[0]} … ${addresses.at(-1)}`;
}

function row(first: string, second: string, third: string): string {
  return `  ${first.padEnd(18)}${second.padEnd(24)}${third}`;
}
