import { join } from 'node:path';
import type { Program, ServicePlace, ServiceSetup } from './service.ts';
import { zoneText } from './zones.ts';

export const NAMED: Program = { command: 'named', package: 'bind9', confined: true };

export interface NamedAddresses {
  readonly address: string;
  /** Whence it asks others; the same where it is not said. */
  readonly source?: string;
}

export interface NamedZones {
  /** `own`: it has a root of its own, so that an unknown name fails at once; `asked`: it asks for it as for other zones. */
  readonly root: 'own' | 'asked';
  /** Records by the zones that it owns. */
  readonly owns: Readonly<Record<string, readonly string[]>>;
  /** Whom it asks, by zone; nobody at all where this is empty and the root is not its own. */
  readonly forwards: Readonly<Record<string, readonly string[]>>;
  /** A zone whose file is not there does not load, and is answered for with SERVFAIL. */
  readonly isLost: boolean;
}

export interface NamedPlan {
  readonly addresses: NamedAddresses;
  readonly zones: NamedZones;
  /** More statements of the options block. */
  readonly options: readonly string[];
}

/** Returns what it takes to run BIND with these zones, wholly within its own folder. */
export function namedSetup(
  { folder }: ServicePlace,
  { addresses, zones, options }: NamedPlan,
): ServiceSetup {
  const { address } = addresses;
  const file = (zone: string): string => join(folder, `${zone === '.' ? 'root' : zone}.zone`);
  const isRecursive = zones.root === 'own' || Object.keys(zones.forwards).length > 0;
  const owned = Object.keys(zones.owns).map(
    (zone) =>
      `zone "${zone}" { type primary; file "${zones.isLost ? `${file(zone)}.lost` : file(zone)}"; };`,
  );
  const forwarded = Object.entries(zones.forwards).map(
    ([zone, servers]) =>
      `zone "${zone}" { type forward; forward only; forwarders { ${servers.join('; ')}; }; };`,
  );
  const statements = [
    ...serverOptions(folder, addresses),
    `recursion ${isRecursive ? 'yes' : 'no'}`,
    ...options,
  ];
  const config = [
    `options { ${statements.join('; ')}; };`,
    'controls { };',
    ...(zones.root === 'own' ? [`zone "." { type primary; file "${file('.')}"; };`] : []),
    ...owned,
    ...forwarded,
    '',
  ];
  return {
    files: {
      'named.conf': config.join('\n'),
      // BIND forwards below a zone of its own only where that delegates.
      'root.zone': zoneText([
        'ns. A 127.0.0.1',
        ...Object.keys(zones.forwards).map((zone) => `${zone}. NS ns.`),
      ]),
      ...Object.fromEntries(
        Object.entries(zones.owns).map(([zone, records]) => [`${zone}.zone`, zoneText(records)]),
      ),
    },
    args: ['-g', '-n', '1', '-c', join(folder, 'named.conf')],
    listens: [
      { protocol: 'udp', port: 53, address },
      { protocol: 'tcp', port: 53, address },
    ],
  };
}

function serverOptions(
  folder: string,
  { address, source = address }: NamedAddresses,
): readonly string[] {
  return [
    `directory "${folder}"`,
    `managed-keys-directory "${folder}"`,
    'pid-file none',
    'session-keyfile none',
    'lock-file none',
    `listen-on { ${address}; }`,
    `query-source address ${source}`,
    'listen-on-v6 { none; }',
    'allow-recursion { any; }',
    'allow-query-cache { any; }',
    'dnssec-validation no',
    'empty-zones-enable no',
    'minimal-responses yes',
    // Nothing that was learned under one fault may answer under the next.
    'servfail-ttl 0',
    'max-cache-ttl 0',
    'max-ncache-ttl 0',
  ];
}
