import type { Channel } from '#core/channel.ts';
import type { Endpoint, Io } from '#core/io.ts';
import { EXIT } from '#core/summary.ts';
import { type Cidr, parseCidr } from '#lib/cidr/parse.ts';
import { listenPsk, type PskListener } from '../../io/psk.ts';
import type { Policy } from '../../peer/policy.ts';
import { serve } from '../../peer/session.ts';
import { generateToken, keyOf } from '../../peer/token.ts';
import { BUILT_IN } from '../open-preflight.ts';
import { peerKey } from '../open-peer.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';

export interface PeerArguments {
  readonly listen: string;
  readonly tokenFile?: string | undefined;
  readonly tokenEnv?: string | undefined;
  readonly allow: readonly string[];
  readonly once: boolean;
}

/** Every VPC has its resolver there, and nothing else has that address (Route 53 Resolver). */
const VPC_RESOLVER = '169.254.169.253';

/** Serves hosts that hold the token until it is interrupted, or with --once until the first has gone. */
export async function executePeer(argv: PeerArguments, shell: Shell): Promise<number> {
  const at = endpointOf(argv.listen);
  const allow = argv.allow.map(cidrOf);
  const { key, shown } = await keyFor(argv, shell);
  const io = await shell.openIo();
  const stop = new AbortController();
  const over = Promise.withResolvers<number>();
  const stopListening = shell.onInterrupt((signal) => {
    over.resolve(signal === 'SIGTERM' ? EXIT.SIGTERM : EXIT.SIGINT);
  });
  const nameServers = await nameServersOf(io);
  const sessions = createSessions({ io, shell, stop, allow, nameServers });
  const listener = await listen(at, {
    key,
    onChannel: (channel) => {
      sessions.begin(channel, () => {
        if (argv.once) over.resolve(EXIT.passed);
      });
    },
    onRefused: (from) => {
      sessions.tell({ from, event: 'refused' });
    },
  });
  shell.stdout.write(introduction({ ...at, port: listener.port }, argv, shown));
  try {
    return await over.promise;
  } finally {
    stopListening();
    stop.abort();
    await listener.close();
  }
}

interface SessionWorld {
  readonly io: Io;
  readonly shell: Shell;
  readonly stop: AbortController;
  readonly allow: readonly Cidr[];
  readonly nameServers: readonly string[];
}

/** One audit line an act: time, session, caller, what. */
function createSessions({ io, shell, stop, allow, nameServers }: SessionWorld) {
  let count = 0;
  const tell = (what: Readonly<Record<string, unknown>>): void => {
    shell.stderr.write(`${JSON.stringify({ time: shell.now(), ...what })}\n`);
  };
  const begin = (channel: Channel, onEnd: () => void): void => {
    count += 1;
    const session = count;
    const from = channel.remoteAddress;
    const policy: Policy = { caller: from, allow, nameServers };
    const audit = (event: { readonly event: string }): void => {
      tell({ session, from, ...event });
    };
    const tool = `hybrid-preflight ${shell.version}`;
    serve(channel, { tool, checks: BUILT_IN.checks, io, policy, audit }, stop.signal);
    channel.onClose(onEnd);
  };
  return { tell, begin };
}

async function keyFor(
  { tokenFile, tokenEnv }: PeerArguments,
  shell: Shell,
): Promise<{ readonly key: Buffer; readonly shown?: string }> {
  if (tokenFile !== undefined)
    return { key: await peerKey(`file:${tokenFile}`, shell, '--token-file') };
  if (tokenEnv !== undefined)
    return { key: await peerKey(`env:${tokenEnv}`, shell, '--token-env') };
  const shown = generateToken();
  const parsed = keyOf(shown);
  if (!parsed.ok) throw new Error('a token of our own is none');
  return { key: parsed.key, shown };
}

function endpointOf(text: string): Endpoint {
  const [, address = '', port = ''] =
    /^(\d+\.\d+\.\d+\.\d+|\[[\da-fA-F:.]+\]):(\d{1,5})$/.exec(text) ?? [];
  if (address === '' || Number(port) > 65_535) {
    throw new UsageError(`--listen ${text}: write an address and a port, as in 0.0.0.0:7443`);
  }
  return { address: address.replaceAll(/[[\]]/g, ''), port: Number(port) };
}

function cidrOf(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed.ok) return parsed.cidr;
  throw new UsageError(`--allow ${text}: write a network, as in 10.80.0.0/16`);
}

async function nameServersOf(io: Io): Promise<readonly string[]> {
  const own = await io.host.nameServers(new AbortController().signal).catch(() => []);
  return [...own.map(({ address }) => address), VPC_RESOLVER];
}

async function listen(
  at: Endpoint,
  options: Parameters<typeof listenPsk>[1],
): Promise<PskListener> {
  try {
    return await listenPsk(at, options);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new UsageError(`cannot listen on ${at.address}:${at.port}: ${code}`);
  }
}

function introduction(
  { address, port }: Endpoint,
  { allow }: PeerArguments,
  shown: string | undefined,
): string {
  const host = address === '0.0.0.0' || address === '::' ? 'ADDRESS-OF-THIS-MACHINE' : address;
  const token =
    shown === undefined
      ? 'The token is the one that you gave.'
      : `The token, shown this once:\n  ${shown}\nOn the host, keep it in a file that only its user can read, say /etc/hybrid-preflight/peer.token.`;
  const reach = ['the host that calls', ...allow].join(', ');
  return `Listening on ${address}:${port}; packets go to ${reach} and nowhere else.
${token}
In the host's preflight.yaml:
  peer: { host: ${host}, port: ${port}, token: "file:/etc/hybrid-preflight/peer.token" }
`;
}
