import { isIPv4 } from 'node:net';
import type { Field } from '#lib/fields/fields.ts';
import { quote } from '../problem.ts';
import type { Claim } from './claim.ts';
import type { Says } from './claims-of.ts';

/** One flag of the kubelet, and the entry of the list that holds it. */
interface Flag {
  readonly name: string;
  readonly value: string;
  readonly field: Field;
}

/** Reads what the kubelet is told: a flag wins over its config file. */
export function readKubelet(kubelet: Field, says: Says): readonly Claim[] {
  const flags = flagsOf(kubelet.child('flags'));
  const last = (name: string): Flag | undefined => flags.findLast((flag) => flag.name === name);
  last('hostname-override')?.field.refuse(
    '--hostname-override is forbidden on hybrid nodes',
    'remove it: the name of the node comes from its credentials',
  );
  const [address, maxPods] = [last('node-ip'), last('max-pods')];
  const configured = kubelet.child('config').child('maxPods');
  const fromConfig = podsOf(configured, configured.integer());
  return [
    ...(address === undefined ? [] : says(['node', 'address'], address.field, addressOf(address))),
    ...(maxPods === undefined
      ? says(['capacity', 'maxPods'], configured, fromConfig)
      : says(['capacity', 'maxPods'], maxPods.field, podsOf(maxPods.field, Number(maxPods.value)))),
  ];
}

/** Entries are joined to one command line: a value may follow its flag as an entry of its own. */
function flagsOf(list: Field): readonly Flag[] {
  const words = list.entries().flatMap((field) =>
    (field.text() ?? '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => ({ word, field })),
  );
  return words.flatMap(({ word, field }, index) => {
    const [, name, value] = /^--?([a-z][a-z0-9-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) return [];
    const next = words[index + 1]?.word ?? '';
    return [{ name, value: value ?? (next.startsWith('-') ? '' : next), field }];
  });
}

/** Leave the choice to the kubelet, among the addresses of one family. */
const ANY_ADDRESS = ['0.0.0.0', '::'];

function addressOf({ value, field }: Flag): string | undefined {
  const addresses = value.split(',');
  const own = addresses.find((address) => isIPv4(address));
  if (own !== undefined && !ANY_ADDRESS.includes(own)) return own;
  if (addresses.every((address) => ANY_ADDRESS.includes(address))) return undefined;
  field.refuse(
    `--node-ip ${quote(value)} is no IPv4 address`,
    'write one of the remote node networks, such as --node-ip=10.80.1.10: hybrid nodes are IPv4',
  );
  return undefined;
}

/** What the config's schema allows as well. */
const MOST_PODS = 1000;

function podsOf(field: Field, pods: number | undefined): number | undefined {
  if (pods === undefined || (Number.isSafeInteger(pods) && pods >= 1 && pods <= MOST_PODS))
    return pods;
  field.refuse('is no number of pods', `write 1 to ${MOST_PODS}`);
  return undefined;
}
