import type { PeerArguments, PeerSettings } from './options.ts';

const TOKEN_FILE = '/etc/hybrid-preflight/peer.token';

/** Says what the peer does, and what the other side needs: its config, and the command to run. */
export function introduction(
  { way, at }: PeerSettings,
  { allow, ports }: PeerArguments,
  shownToken: string | undefined,
): string {
  const { port } = at;
  const isAnywhere = at.address === '0.0.0.0' || at.address === '::';
  const place = `${at.address}:${port}`;
  const reach = ['the host that calls', ...allow].join(', ');
  const what = way === 'listen' ? `Listening on ${place}` : `Calling ${place}`;
  const meeting =
    way === 'listen'
      ? `host: ${isAnywhere ? 'ADDRESS-OF-THIS-MACHINE' : at.address}`
      : `listen: ${at.address}`;
  return `${what}; packets go to ${reach}, ports ${ports}, and nowhere else.
${tokenWords(shownToken)}
In the host's preflight.yaml:
  peer: { ${meeting}, port: ${port}, token: "file:${TOKEN_FILE}" }
Then there:
  hybrid-preflight run
`;
}

function tokenWords(shown: string | undefined): string {
  if (shown === undefined) return 'The token is the one that you gave.';
  return `The token, shown this once:
  ${shown}
On the host, keep it in a file that only its user can read:
  sudo install -D -m 600 /dev/stdin ${TOKEN_FILE}   # then paste it, Enter, Ctrl-D`;
}
