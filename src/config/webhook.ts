import type { SiteWebhook } from '#core/webhook.ts';
import { splitPlace } from './formats.ts';
import type { RawWebhook } from './raw-config.ts';

/** Returns a webhook of the config as the site has it: whom the API trusts is known only where a bundle is named. */
export function webhookOf(raw: RawWebhook): SiteWebhook {
  if (typeof raw === 'string') {
    const { host: address, port = HTTPS_PORT } = splitPlace(raw);
    return webhookOf({ address, port });
  }
  const { address, port, caBundle, path = '/', failurePolicy = 'Fail' } = raw;
  return {
    name: raw.name ?? raw.serverName ?? `${address}:${port}`,
    serverName: raw.serverName ?? null,
    trust:
      caBundle === undefined
        ? { kind: 'unknown' }
        : { kind: 'given', authority: `file:${caBundle}` },
    ...{ path, failurePolicy, timeoutSeconds: null },
    at: { kind: 'endpoint', address, port },
  };
}

/** A Service's own; the format of the config asks for a port. */
const HTTPS_PORT = 443;
