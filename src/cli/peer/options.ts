import type { Endpoint } from '#core/endpoint.ts';
import { type Cidr, parseCidr } from '#lib/cidr/parse.ts';
import { UsageError } from '../usage-error.ts';

export interface PeerArguments {
  readonly listen?: string | undefined;
  readonly dial?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly tokenEnv?: string | undefined;
  readonly allow: readonly string[];
  readonly ports: string;
  readonly reflect?: string | undefined;
  readonly vpcResolver?: string | undefined;
  readonly mount: boolean;
  readonly once: boolean;
}

/** What the peer was started with, understood. */
export interface PeerSettings {
  readonly way: 'listen' | 'dial';
  readonly at: Endpoint;
  readonly allow: readonly Cidr[];
  readonly mayUsePort: (port: number) => boolean;
  readonly mayMount: boolean;
  readonly reflect?: Endpoint;
  readonly vpcResolver?: Endpoint;
  readonly once: boolean;
}

/** Throws UsageError that names the option and says what would be right. */
export function readPeerArguments(argv: PeerArguments): PeerSettings {
  const { dial, listen = '0.0.0.0:7443', vpcResolver, reflect } = argv;
  if (reflect !== undefined && argv.allow.length === 0) {
    throw new UsageError(`--reflect ${reflect}: name with --allow whom it may answer`);
  }
  return {
    way: dial === undefined ? 'listen' : 'dial',
    at: dial === undefined ? endpointOf('--listen', listen) : endpointOf('--dial', dial),
    allow: argv.allow.map(cidrOf),
    mayUsePort: portsOf(argv.ports),
    mayMount: argv.mount,
    ...(reflect === undefined ? {} : { reflect: endpointOf('--reflect', reflect) }),
    ...(vpcResolver === undefined
      ? {}
      : { vpcResolver: endpointOf('--vpc-resolver', vpcResolver) }),
    once: argv.once,
  };
}

const HIGHEST_PORT = 65_535;

function endpointOf(option: string, text: string): Endpoint {
  const [, address = '', port = ''] =
    /^(\d+\.\d+\.\d+\.\d+|\[[\da-fA-F:.]+\]):(\d{1,5})$/.exec(text) ?? [];
  if (address === '' || Number(port) > HIGHEST_PORT) {
    throw new UsageError(`${option} ${text}: write an address and a port, as in 0.0.0.0:7443`);
  }
  return { address: address.replaceAll(/[[\]]/g, ''), port: Number(port) };
}

function cidrOf(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed.ok) return parsed.cidr;
  throw new UsageError(`--allow ${text}: write a network, as in 10.80.0.0/16`);
}

function portsOf(text: string): (port: number) => boolean {
  const ranges = text.split(',').map((part) => {
    const [, from = '', to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part.trim()) ?? [];
    const range = { from: Number(from), to: Number(to) };
    if (from === '' || range.from < 1 || range.to > HIGHEST_PORT || range.from > range.to) {
      throw new UsageError(`--ports ${text}: write ports and ranges, as in 53,443,30000-32767`);
    }
    return range;
  });
  return (port) => ranges.some(({ from, to }) => from <= port && port <= to);
}
