const MASK = '[masked]';

/** One kind of secret: what stands before it stays, the rest goes. Every repetition has a bound. */
type Secret = { readonly pattern: RegExp; readonly keeps: string };

const SECRETS: readonly Secret[] = [
  // The name and password of a URL, but not the @ of an image’s digest. First, as other rules would take its end away.
  { pattern: /(:\/\/)[^\s"'<>]{1,2048}@(?!sha256:)/g, keeps: '$1' },
  // A private key on one line, or the beginning of one.
  { pattern: /(-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----).*/g, keeps: '$1' },
  // Whoever logs a header or a cookie logs what opens doors; all of it goes, up to a quote.
  {
    pattern: named('(?:proxy-)?authorization|x-amz-security-token|set-cookie|cookie', '[^"\']'),
    keeps: '$1',
  },
  { pattern: /\b((?:bearer|basic|negotiate)\s{1,3})[A-Za-z0-9._~+/=-]{8,16384}/gi, keeps: '$1' },
  { pattern: named('activation[\\s_-]?code|ssm[\\s_-]?code', '[^\\s"\'&]'), keeps: '$1' },
  // -code CODE and --activation-code CODE of a command line.
  { pattern: /(-(?:activation-)?code(?:["'\s=,]{1,4}))[^\s"',}\]]{1,16384}/gi, keeps: '$1' },
  { pattern: /(activation[\s_-]?code["']?\s{1,3}["']?)[A-Za-z0-9+/=]{20,250}/gi, keeps: '$1' },
  {
    pattern: named(
      'pass(?:word|wd|phrase)|pwd|client_secret|api[_-]?key|access_?key(?:_?id)?|secret_?access_?key|secretkey|session_?token|security_?token|x-amz-(?:signature|credential)|signature',
      '[^\\s"\'&]',
    ),
    keeps: '$1',
  },
  // These two are also plain words: only what looks like a value goes.
  {
    pattern: /\b((?:token|secret|auth)["']?=["']?)(?!\[masked)[^\s"'&,;}\]]{1,16384}/gi,
    keeps: '$1',
  },
  {
    pattern: /\b((?:token|secret|auth)["']?:\s{0,3}["']?)[A-Za-z0-9+/_=.~-]{16,16384}/gi,
    keeps: '$1',
  },
  { pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{12,20}\b/g, keeps: '' },
  // A JSON web token, and the token that the kubelet gets from IAM.
  { pattern: /\beyJ[A-Za-z0-9_-]{10,8192}(?:\.[A-Za-z0-9_-]{0,8192}){0,2}/g, keeps: '' },
  { pattern: /\bk8s-aws-v1\.[A-Za-z0-9_-]{1,16384}/g, keeps: '' },
  // A bootstrap token of Kubernetes.
  { pattern: /(?<![A-Za-z0-9.-])[a-z0-9]{6}\.[a-z0-9]{16}(?![A-Za-z0-9.-])/g, keeps: '' },
];

/** A name, its sign, and a value: up to the closing quote where it is quoted, else as long as `characters` last. */
function named(names: string, characters: string): RegExp {
  const value = `"[^"]{1,16384}"?|'[^']{1,16384}'?|${characters}{1,16384}`;
  return new RegExp(`((?:${names})["']?\\s{0,3}[:=]\\s{0,3}\\[?)(?!masked\\])(?:${value})`, 'gi');
}

/** Returns the line without activation codes, keys, tokens, passwords and headers that hold any of them. */
export function maskSecrets(line: string): string {
  return SECRETS.reduce(
    (text, { pattern, keeps }) => text.replaceAll(pattern, `${keeps}${MASK}`),
    line,
  );
}
