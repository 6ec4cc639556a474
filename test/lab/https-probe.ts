import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { json, text } from 'node:stream/consumers';

/** Read from standard input; what came of it goes to standard output, as JSON. */
export interface HttpsRequest {
  readonly address: string;
  readonly name: string;
  readonly path: string;
  /** A file of authorities to trust. */
  readonly ca: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpsAnswer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  readonly issuer?: string;
  /** Why there was no answer: a code of Node or OpenSSL. */
  readonly error?: string;
}

type Secured = Pick<TLSSocket, 'getPeerCertificate'>;

function ask({ address, name, path, ca, method, headers, body }: HttpsRequest) {
  return new Promise<HttpsAnswer>((resolve) => {
    const sent = request(
      {
        host: address,
        servername: name,
        path,
        method: method ?? 'GET',
        headers: { host: name, ...headers },
        ca: readFileSync(ca),
        timeout: 5000,
      },
      (response) => {
        const { issuer } = (response.socket as unknown as Secured).getPeerCertificate();
        void text(response).then((said) => {
          const { statusCode: status = 0, headers: got } = response;
          const common = [issuer.CN].flat()[0] ?? '';
          resolve({ status, headers: got, body: said, issuer: common });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ error: error.code ?? error.message });
    });
    sent.end(body);
  });
}

process.stdout.write(JSON.stringify(await ask((await json(process.stdin)) as HttpsRequest)));
