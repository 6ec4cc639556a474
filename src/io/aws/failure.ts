import type { AwsFailure } from '#core/aws-reading.ts';

/**
 * Says what an error of the SDK means. Its words are left out: they repeat what a credential program printed, and the
 * encoded messages of EC2.
 */
export function failureOf(error: unknown): AwsFailure {
  if (!(error instanceof Error)) return { kind: 'other', name: NAMELESS };
  const { name, code, message } = partsOf(error);
  const known = KINDS.find(([names]) => names.includes(name) || names.includes(code));
  if (known !== undefined) return { kind: known[1] };
  if (name === 'TokenProviderError') return { kind: 'no-session' };
  if (name === 'CredentialsProviderError') return { kind: hasSession(message) };
  if (message === 'Region is missing') return { kind: 'no-region' };
  // The SDK adds these words to whatever its parsers threw.
  if (message.includes('Deserialization error')) return { kind: 'illegible' };
  return networkFailure(error) ?? { kind: 'other', name: nameOf(name, code) };
}

const NAMELESS = 'an error without a name';

type Plain = Exclude<
  AwsFailure['kind'],
  'no-such-host' | 'unreachable' | 'untrusted' | 'timeout' | 'other'
>;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html and the services' common errors */
const KINDS: readonly (readonly [names: readonly string[], kind: Plain])[] = [
  [
    ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'NotAuthorizedException'],
    'refused',
  ],
  [['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'], 'expired'],
  [['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture'], 'clock'],
  [
    [
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'AuthFailure',
      'SignatureDoesNotMatch',
      'InvalidSignatureException',
      'IncompleteSignature',
      'MissingAuthenticationToken',
      'MissingAuthenticationTokenException',
      'OptInRequired',
    ],
    'unknown-credentials',
  ],
  [['ResourceNotFoundException'], 'not-found'],
  [
    ['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequestsException'],
    'throttled',
  ],
];

/** The chain says so only in words where what ended is a session of single sign-on. */
function hasSession(message: string): 'no-session' | 'no-credentials' {
  return /\bsso\b|aws login/i.test(message) ? 'no-session' : 'no-credentials';
}

const NO_HOST = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA'];
const NO_WAY = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'EACCES',
  'EPERM',
  'ERR_PROXY_TUNNEL',
];
/** Codes of OpenSSL's verification (X509_V_ERR_…), and Node's own. */
const TLS = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_|ERR_SSL_|HOSTNAME_|EPROTO$)/;

function networkFailure(error: Error): AwsFailure | undefined {
  for (const one of [error, ...causesOf(error)]) {
    const { code, hostname, address, port, name } = one as Partial<NodeJS.ErrnoException> &
      Readonly<Record<string, unknown>>;
    const text = code ?? '';
    if (NO_HOST.includes(text)) return { kind: 'no-such-host', host: textOrNull(hostname) };
    if (NO_WAY.includes(text))
      return { kind: 'unreachable', place: placeOf(address, port), code: text };
    if (TLS.test(text)) return { kind: 'untrusted', code: text };
    if (name === 'TimeoutError') return { kind: 'unreachable', place: null, code: 'ETIMEDOUT' };
  }
  return undefined;
}

/** Where a name has several addresses, Node gives one error for each. */
function causesOf(error: Error & { readonly errors?: unknown }): readonly object[] {
  const { cause, errors } = error;
  const all = [cause].concat(errors);
  return all.filter((one): one is object => typeof one === 'object' && one !== null);
}

function placeOf(address: unknown, port: unknown): string | null {
  return typeof address === 'string' && typeof port === 'number' ? `${address}:${port}` : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && /^[\w.:-]{1,255}$/.test(value) ? value : null;
}

/** A name from the other side is printed only if it looks like one. */
function nameOf(name: string, code: string): string {
  const found = [name === 'Error' ? code : name, code].find((one) =>
    /^[A-Za-z][\w.]{0,80}$/.test(one),
  );
  return found ?? NAMELESS;
}

function partsOf(error: Error & { readonly Code?: unknown; readonly code?: unknown }): {
  readonly name: string;
  readonly code: string;
  readonly message: string;
} {
  const { name, message, Code, code } = error;
  const own = Code ?? code;
  return { name, code: typeof own === 'string' ? own : '', message };
}
