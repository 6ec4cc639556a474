import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const ACCESS_KEY = 'AKIAMARKERACCESSKEY1';
export const SECRET_KEY = 'MARKER-SECRET-ACCESS-KEY';
export const SESSION_TOKEN = 'MARKER-SESSION-TOKEN';

export interface Signed {
  readonly service: string;
  readonly region: string;
}

const FORM =
  /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/;

/** Checks the Signature Version 4 of a request as AWS does, and returns whom it was signed for; undefined where it does not hold. */
export function signedFor(request: IncomingMessage, body: string): Signed | undefined {
  const { authorization = '', 'x-amz-security-token': session } = request.headers;
  const found = FORM.exec(authorization);
  if (found?.[1] !== ACCESS_KEY || session !== SESSION_TOKEN) return undefined;
  const [day, region, service, names, signature] = found.slice(2).map(String);
  if (!day || !region || !service || !names) return undefined;
  const scope = [day, region, service, 'aws4_request'];
  const text = [
    'AWS4-HMAC-SHA256',
    String(request.headers['x-amz-date']),
    scope.join('/'),
    sha256(canonicalRequest(request, body, names)),
  ].join('\n');
  const signingKey = scope.reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${SECRET_KEY}`,
  );
  const expected = createHmac('sha256', signingKey).update(text).digest('hex');
  return expected === signature ? { service, region } : undefined;
}

function canonicalRequest(request: IncomingMessage, body: string, names: string): string {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}`);
  return [request.method, pathname, '', ...headers, '', names, sha256(body)].join('\n');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
