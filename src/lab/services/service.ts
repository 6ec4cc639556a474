import type { Change, JsonObject } from '../change.ts';
import type { HostName } from '../topology/hosts.ts';

/** A program that a service runs, and the Debian package that brings it. */
export interface Program {
  readonly command: string;
  readonly package: string;
  /** Where it lies if not on the usual path. */
  readonly folder?: string;
  /** Its distribution may confine it, by its path, to its usual folders; then a copy runs instead. */
  readonly confined?: boolean;
}

export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** IPv4; where it is absent, any address of the host will do. */
  readonly address?: string;
}

/** Where a service finds its own files and the lab's certificates. */
export interface ServicePlace {
  /** The service's own folder: absolute, empty at each start, removed with the lab. */
  readonly folder: string;
  /** The folder of the certificates: see ../pki/certificates.ts. */
  readonly pki: string;
}

/** What one start of a service takes. */
export interface ServiceSetup {
  /** Texts by path within the service's folder; parent folders are made. */
  readonly files: Readonly<Record<string, string>>;
  /** Empty folders, by path within the service's folder. */
  readonly folders?: readonly string[];
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Up when all of these listen in its host's network. */
  readonly listens: readonly Listener[];
  /** A folder that is a file system in memory, which only the service sees. */
  readonly memory?: { readonly folder: string; readonly sizeBytes: number };
}

export interface ServiceDefinition<Options extends JsonObject> {
  readonly name: string;
  readonly host: HostName;
  /** What it is, for people: "BIND, on-premises resolver". */
  readonly title: string;
  readonly program: Program;
  /** It keeps what it learned of others, which must not outlive a fault: it starts anew when faults are cleared. */
  readonly learns?: boolean;
  /** Files outside its folder that its process, killed, leaves behind. */
  readonly leaves?: (pid: number) => readonly string[];
  /** How it runs in the healthy lab; null: it does not. */
  readonly healthy: Options | null;
  /** What it takes to run with these options. It stays in the foreground and logs to its standard output or error. */
  readonly setup: (place: ServicePlace, options: Options) => ServiceSetup;
}

/** A service as the lab runs it, whatever its options are. */
export interface Service extends Omit<ServiceDefinition<JsonObject>, 'setup'> {
  readonly setup: (place: ServicePlace, options: JsonObject) => ServiceSetup;
  /** The change that ends it. */
  readonly stopped: Change;
}

/** A service as the catalogue of faults sees it. */
export interface ConfigurableService<Options extends JsonObject> extends Service {
  /** The change that restarts it with these options. */
  readonly running: (options: Partial<Options>) => Change;
}

/** Its options pass through the lab as JSON; only `running` makes them, so their type holds. */
export function defineService<Options extends JsonObject>(
  definition: ServiceDefinition<Options>,
): ConfigurableService<Options> {
  const { name, setup } = definition;
  return {
    ...definition,
    setup: (place, options) => setup(place, options as Options),
    running: (options) => ({ kind: 'service', name, options: options as JsonObject }),
    stopped: { kind: 'stop', name },
  };
}
