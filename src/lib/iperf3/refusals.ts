import type { Iperf3FailureReason } from '#core/iperf3.ts';
import { sanitise } from '#lib/text/sanitise.ts';

const LONGEST_MESSAGE = 500; // iperf_strerror() has 256 bytes, iperf_err() 1000

export type FailureReason = Iperf3FailureReason;

/** What an error of iperf3 means, and what to do about it. */
export type Refusal = { readonly reason: FailureReason; readonly remedy: string };

type Row = Refusal & { readonly words: RegExp };

/**
 * The texts of src/iperf_error.c, 3.7 to 3.21; many end in what strerror() says. The first that fits decides, so that
 * what iperf3 knows goes before what the kernel says.
 */
const ROWS: readonly Row[] = [
  {
    words: /server is busy running a test/,
    reason: 'busy',
    remedy: 'Try again when the other test has ended, or start a second server on another port.',
  },
  {
    // The server prints this, with the code of check_authentication() in iperf_auth.c: 1 is the time.
    words: /^Authentication failed with return code 1\b/,
    reason: 'clock-skew',
    remedy:
      'Set both clocks by NTP (chronyc makestep), or start the server with a larger --time-skew-threshold.',
  },
  {
    words: /^Authentication failed\b/,
    reason: 'unauthorised',
    remedy: 'Check the user and the password against the file of --authorized-users-path.',
  },
  {
    words: /test authorization failed/,
    reason: 'unauthorised',
    remedy:
      'Check user, password and public key, that the clocks agree within 10 s (chronyc tracking), and that both sides pad alike: one older than 3.17 needs --use-pkcs1-padding at the other.',
  },
  {
    words: /must specify a (?:username|path to a valid RSA)|cannot access authorized users file/,
    reason: 'unauthorised',
    remedy:
      'Check that the files of the keys and the users exist, and that IPERF3_PASSWORD is set.',
  },
  {
    words: /socket buffer size not set correctly|unable to set socket (?:buffer|window) size/,
    reason: 'window-refused',
    remedy:
      'Measure without a window, or raise the limits on both hosts: sysctl -w net.core.rmem_max=… net.core.wmem_max=…',
  },
  {
    words: /unable to set TCP(?:\/SCTP)? MSS|TCP MSS too large/,
    reason: 'mss-refused',
    remedy: 'Measure without an MSS, or with one from 88 to 9216.',
  },
  {
    words:
      /bandwidth is larger than server limit|duration exceeds the server's maximum|server test duration expired/,
    reason: 'limit-refused',
    remedy:
      'Ask for less, or start the server with a larger --server-bitrate-limit or --server-max-duration.',
  },
  {
    words: /unknown control message/,
    reason: 'not-iperf3',
    remedy: 'Check what listens on that port (ss -ltnp): it is no iperf3.',
  },
  {
    words: /the (?:client|server) has terminated/,
    reason: 'interrupted',
    remedy: 'Let the test run to its end on both sides.',
  },
  {
    // The first datagram of a UDP stream, or the answer to it, did not come within 30 s (iperf_udp_connect).
    words: /unable to read from stream socket: Resource temporarily unavailable$/,
    reason: 'timed-out',
    remedy: 'Open UDP on this port in the firewalls of both directions: only TCP came through.',
  },
  {
    words: /: Connection refused$/,
    reason: 'refused',
    remedy:
      'Start iperf3 -s on the other side, on this port; a firewall may also answer like that.',
  },
  {
    words: /: (?:Network is unreachable|No route to host|Host is (?:down|unreachable))$/,
    reason: 'unreachable',
    remedy: 'Check the route (ip route get <address>) and what answers on the way (tracepath).',
  },
  {
    // A connect with --connect-timeout ends with "in progress" in some builds: select() ran out of time.
    words: /timed out$|: Operation (?:now )?in progress$|idle timeout for receiving data$/,
    reason: 'timed-out',
    remedy:
      'Open the port in the firewalls of both directions, TCP for the control connection too.',
  },
  {
    words: /: (?:Permission denied|Operation not permitted)$/,
    reason: 'not-permitted',
    remedy: 'Look for a rule of the local firewall (nft list ruleset), or run as root.',
  },
  {
    words: /: Address (?:already )?in use$/,
    reason: 'address-in-use',
    remedy: 'Choose another port, or end what listens there (ss -ltnp).',
  },
  {
    words: /: (?:Cannot assign requested address|Can't assign requested address)$/,
    reason: 'bad-address',
    remedy: 'Bind to an address that this host has (ip address).',
  },
  {
    words:
      /(?:control|stream) socket has closed unexpectedly|: (?:Connection reset by peer|Broken pipe)$/,
    reason: 'disconnected',
    remedy: 'See what the server printed: it ended, or a firewall cut the connection.',
  },
  {
    words: /^unable to (?:send|receive|read|write|accept)\b/,
    reason: 'disconnected',
    remedy: 'See what the server printed: it ended, or a firewall cut the connection.',
  },
  {
    words:
      /(?:unrecognized|invalid|ambiguous) option|requires an argument|valid values are|too (?:large|long)|\binvalid \(|^invalid |^bogus |^bad |must be between|out of range|not in range|only one test end condition|cannot be both|is (?:client|server) only|not implemented|not supported/,
    reason: 'bad-option',
    remedy: 'Compare the arguments with iperf3 --help of this version.',
  },
];

const UNKNOWN: Refusal = {
  reason: 'other',
  remedy: 'Run the same iperf3 by hand on both sides, and look for the message in its manual.',
};

/** What iperf3 puts before an error: its name and the kind, on a line; the kind, in JSON. */
const PROGRAM = /^(?:\S{0,200}\/)?iperf3?[\w.-]{0,40}: /;
const KIND = /^(?:parameter )?error - /;

/** Returns what the text of an error means. */
export function refusalFor(message: string): Refusal {
  const { reason, remedy } = ROWS.find(({ words }) => words.test(message)) ?? UNKNOWN;
  return { reason, remedy };
}

/** Returns the text of an error as it may be shown, without what iperf3 puts before every one. */
export function cleanMessage(message: string): string {
  return sanitise(message.slice(0, LONGEST_MESSAGE)).trim().replace(KIND, '');
}

/** Returns what iperf3 complains of in a line of its text, without its name; null if it is no complaint. */
export function complaintIn(line: string): string | null {
  if (/^Authentication failed\b/.test(line)) return cleanMessage(line);
  const program = PROGRAM.exec(line)?.[0];
  return program === undefined ? null : cleanMessage(line.slice(program.length));
}
