import { isIP } from 'node:net';
import { CannotMeasure } from '#core/check.ts';
import type { Https, HttpsRequest, HttpsRoute } from '#core/https.ts';
import { type ProxyChoice, proxyFor } from '#lib/proxy/choice.ts';
import type { Descriptors } from '../descriptors.ts';
import { createAuthorities } from './authorities.ts';
import { converse } from './converse.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Real HTTPS, one connection an exchange. */
export function createHttps(descriptors: Descriptors, environment: Environment): Https {
  const authoritiesOf = createAuthorities();
  const choose = (name: string, port: number): ProxyChoice => proxyFor(name, port, environment);
  return {
    exchange: async (request, { timeoutMs }, signal) => {
      const { to, name, port } = request;
      if (to.kind === 'address' && isIP(to.address) === 0) {
        throw new TypeError(`${to.address} is no address`);
      }
      const proxy = to.kind === 'proxy' ? usable(choose(name, port), request) : null;
      const authorities = await authoritiesOf(request.trust);
      const options = { timeoutMs, signal };
      return descriptors.hold(signal, () => converse({ request, proxy, authorities }, options));
    },
    route: (name, port) => Promise.resolve(withoutSecrets(choose(name, port))),
  };
}

function usable(choice: ProxyChoice, { name }: HttpsRequest) {
  if (choice.kind === 'proxy') return choice;
  throw new CannotMeasure(
    `The environment names no proxy for ${name}.`,
    'Set HTTPS_PROXY as the services of this host have it.',
  );
}

function withoutSecrets(choice: ProxyChoice): HttpsRoute {
  if (choice.kind !== 'proxy') return choice;
  const { host, port, variable, credentials } = choice;
  return { kind: 'proxy', proxy: { host, port, variable, hasCredentials: credentials !== null } };
}
