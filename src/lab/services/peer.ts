import { addressOf } from '../topology/hosts.ts';
import { SITE_CIDRS } from '../topology/networks.ts';
import { defineService } from './service.ts';

export const PEER_PORT = 7443;
/** IANA's of TWAMP and STAMP. */
const REFLECTOR_PORT = 862;

export type PeerOptions = {
  /** The command line that starts this program: a checkout, a bundle and an executable differ. */
  readonly program: readonly string[];
  readonly tokenFile: string;
};

/** The far side of the preflight itself. */
export const peer = defineService<PeerOptions>({
  name: 'peer',
  host: 'peer',
  title: 'hybrid-preflight peer',
  program: { command: 'env', package: 'coreutils' },
  healthy: null,
  setup: (_place, { program, tokenFile }) => ({
    files: {},
    args: [
      ...[...program, 'peer', '--token-file', tokenFile],
      ...['--listen', `${addressOf('peer')}:${PEER_PORT}`],
      ...['--allow', SITE_CIDRS.remoteNodes, '--allow', SITE_CIDRS.remotePods],
      ...['--allow', SITE_CIDRS.vpc],
      ...['--reflect', `${addressOf('peer')}:${REFLECTOR_PORT}`],
    ],
    listens: [
      { protocol: 'tcp', port: PEER_PORT },
      { protocol: 'udp', port: REFLECTOR_PORT },
    ],
  }),
});
