import { REGISTRY_NAME } from '../../src/lab/topology/names.ts';
import type { Handler } from './registry-world.ts';

export const SECRET = 'hunter2-of-the-robot';
export const BASIC = `Basic ${Buffer.from(`robot$x:${SECRET}`).toString('base64')}`;
export const account = { name: 'robot$x', secret: 'env:SECRET' };
export const image = { repository: 'lab/app', reference: '1.0' };
export const DIGEST = (letter: string) => `sha256:${letter.repeat(64)}`;

export const INDEX = JSON.stringify({
  manifests: [{ digest: DIGEST('b'), platform: { os: 'linux', architecture: 'amd64' } }],
});
const MANIFEST = JSON.stringify({
  layers: [
    { digest: DIGEST('c'), size: 5_000_000 },
    { digest: DIGEST('d'), size: 7 },
  ],
});

type Door = 'basic' | 'bearer' | 'open';

/** What a registry does at each path; by default all is well. */
export function app(door: Door, paths: Readonly<Record<string, Handler>> = {}): Handler {
  const usual: Readonly<Record<string, Handler>> = {
    '/v2/lab/app/manifests/1.0': (_, response) => response.end(INDEX),
    [`/v2/lab/app/manifests/${DIGEST('b')}`]: (_, response) => response.end(MANIFEST),
    [`/v2/lab/app/blobs/${DIGEST('c')}`]: (_, response) => response.end(Buffer.alloc(5_000_000)),
    '/token': (request, response) => {
      const isKnown = request.headers.authorization === BASIC;
      response.writeHead(isKnown ? 200 : 401).end(isKnown ? '{"token":"t0ken"}' : '{}');
    },
    '/v2/': (_, response) => response.end('{}'),
    ...paths,
  };
  const wanted = { basic: BASIC, bearer: 'Bearer t0ken', open: undefined }[door];
  return (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const mayPass =
      path === '/token' || path.startsWith('/store') || request.headers.authorization === wanted;
    if (mayPass) {
      (usual[path] ?? ((_request, answer) => answer.writeHead(404).end()))(request, response);
      return;
    }
    const realm = `https://${REGISTRY_NAME}:${request.socket.localPort ?? 0}/token`;
    const challenge =
      door === 'basic' ? 'Basic realm="x"' : `Bearer realm="${realm}",service="harbor"`;
    response.writeHead(401, { 'www-authenticate': challenge }).end();
  };
}
