import { X509Certificate } from 'node:crypto';
import type { WebhookTrust } from '#core/webhook.ts';
import type { Field } from '../fields/fields.ts';
import { pemCertificates } from '../https/pem.ts';
import { isUrlPath } from '../https/url-path.ts';
import { nameOf, pathOf, portOf } from './field-rules.ts';
import type { Call, Callee } from './resources.ts';

/** What the API takes where nothing is said (admissionregistration.k8s.io/v1, apiregistration.k8s.io/v1). */
const DEFAULT_PORT = 443;
const DEFAULT_TIMEOUT_SECONDS = 10;

/** Reads a ValidatingWebhookConfiguration or MutatingWebhookConfiguration: one call for each of its webhooks. */
export function readWebhooks(item: Field): readonly Call[] {
  return item
    .child('webhooks')
    .entries()
    .flatMap((webhook) => {
      const name = nameOf(webhook, 'name');
      const client = webhook.child('clientConfig');
      const to = targetOf(client);
      if (name === undefined || to === undefined) return [];
      const ignores = webhook.child('failurePolicy').text() === 'Ignore';
      return [
        {
          ...{ name, ...to, trust: trustOf(client) },
          failurePolicy: ignores ? 'Ignore' : 'Fail',
          timeoutSeconds: webhook.child('timeoutSeconds').integer() ?? DEFAULT_TIMEOUT_SECONDS,
        },
      ];
    });
}

/** Reads an APIService; one without a Service is the API server's own. */
export function readApiService(item: Field): readonly Call[] {
  const spec = item.child('spec');
  const callee = serviceOf(spec.child('service'));
  const name = nameOf(item.child('metadata'), 'name');
  if (callee === undefined || name === undefined) return [];
  const group = spec.child('group').text() ?? '';
  const path = `/apis/${group}/${spec.child('version').text() ?? ''}`;
  const isBlind = spec.child('insecureSkipTLSVerify').flag() === true;
  return [
    {
      ...{ name, callee, path: isUrlPath(path) ? path : '/' },
      trust: isBlind ? { kind: 'anybody' } : trustOf(spec),
      ...{ failurePolicy: 'Fail', timeoutSeconds: null },
    },
  ];
}

/** A host name has no more (RFC 1035 §2.3.4). */
const MOST_LETTERS = 253;

type Target = { readonly callee: Callee; readonly path: string };

function targetOf(client: Field): Target | undefined {
  const url = client.child('url');
  if (url.isPresent) return urlOf(url);
  const service = client.child('service');
  const callee = serviceOf(service);
  return callee === undefined ? undefined : { callee, path: pathOf(service.child('path')) ?? '/' };
}

function serviceOf(service: Field): Callee | undefined {
  if (!service.isPresent) return undefined;
  const namespace = nameOf(service, 'namespace');
  const name = nameOf(service, 'name');
  const port = portOf(service.child('port')) ?? DEFAULT_PORT;
  return namespace === undefined || name === undefined
    ? undefined
    : { kind: 'service', namespace, name, port };
}

function urlOf(field: Field): Target | undefined {
  const text = field.text();
  const url = text === undefined ? null : URL.parse(text);
  if (url?.protocol === 'https:' && url.hostname !== '' && url.hostname.length <= MOST_LETTERS) {
    const { hostname: host, port, pathname } = url;
    const path = isUrlPath(pathname) ? pathname : '/';
    return { callee: { kind: 'url', host, port: Number(port || DEFAULT_PORT) }, path };
  }
  // Not quoted: whoever writes a password into a URL would find it in a log.
  if (text !== undefined) field.refuse('is no https URL', 'write one such as https://host/path');
  return undefined;
}

/** Some twenty certificates; every pod's case carries them. */
const MOST_BUNDLE_LETTERS = 64 * 1024;

/** An empty bundle is no bundle: the API then takes the authorities of its system. */
function trustOf(holder: Field): WebhookTrust {
  const field = holder.child('caBundle');
  const bundle = field.text() ?? '';
  if (bundle === '') return { kind: 'system' };
  if (bundle.length > MOST_BUNDLE_LETTERS) {
    field.refuse(`is longer than ${MOST_BUNDLE_LETTERS} characters`, 'register fewer authorities');
  }
  // Go passes over what it cannot parse (crypto/x509, AppendCertsFromPEM).
  const certificates = pemCertificates(bundle).filter(isCertificate);
  return certificates.length === 0
    ? { kind: 'unreadable' }
    : { kind: 'given', authority: `${certificates.join('\n')}\n` };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).fingerprint256 !== '';
  } catch {
    return false;
  }
}
