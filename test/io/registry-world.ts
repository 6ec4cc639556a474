import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { PullQuestion, RegistryQuestion } from '#core/registry.ts';
import { makeCertificates, type CertificateName } from '../../src/lab/pki/certificates.ts';
import { REGISTRY_NAME } from '../../src/lab/topology/names.ts';

export const { signal: FOREVER } = new AbortController();

let made: string | undefined;

/** One folder of certificates for all tests of a file. */
export async function pkiOf(t: Test): Promise<string> {
  made ??= join(t.testdir({}), 'pki');
  return made;
}

export async function makePki(t: Test): Promise<string> {
  const folder = await pkiOf(t);
  await makeCertificates(folder, FOREVER);
  return folder;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Fake {
  readonly port: number;
  /** Every path that was asked for, with what it carried. */
  readonly asked: readonly { readonly path: string; readonly authorization: string | undefined }[];
}

/** A registry on loopback, under one of the lab's certificates. */
export async function serveRegistry(
  t: Test,
  {
    pki,
    certificate = 'registry',
    handle,
  }: { readonly pki: string; readonly certificate?: CertificateName; readonly handle: Handler },
): Promise<Fake> {
  const asked: { path: string; authorization: string | undefined }[] = [];
  const server = createServer(
    {
      cert: readFileSync(join(pki, `${certificate}.crt`)),
      key: readFileSync(join(pki, `${certificate}.key`)),
    },
    (request, response) => {
      asked.push({ path: request.url ?? '', authorization: request.headers.authorization });
      handle(request, response);
    },
  );
  return { port: await listening(t, server), asked };
}

export async function listening(
  t: Test,
  server: Pick<Server, 'listen' | 'close' | 'address'>,
): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    if ('closeAllConnections' in server) (server as Server).closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

export function asking(port: number, more: Partial<RegistryQuestion> = {}): RegistryQuestion {
  return {
    ...{ at: { address: '127.0.0.1', port }, name: REGISTRY_NAME },
    ...{ authority: null, containerdConfig: null, timeoutMs: 2000, ...more },
  };
}

export function pulling(port: number, more: Partial<PullQuestion> = {}): PullQuestion {
  return {
    ...asking(port),
    ...{ account: null, image: null, mostBytes: 1_000_000, mostMs: 2000, ...more },
  };
}
