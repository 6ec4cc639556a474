import type { Field } from '../fields/fields.ts';
import { addressesOf, AGAIN, nameOf, portOf } from './field-rules.ts';
import type { Service, Slice } from './resources.ts';

/** Which Service a slice belongs to (Kubernetes, EndpointSlices). */
const OWNER = 'kubernetes.io/service-name';

export function readService(item: Field): readonly Service[] {
  const meta = item.child('metadata');
  const [namespace, name] = [nameOf(meta, 'namespace'), nameOf(meta, 'name')];
  if (namespace === undefined || name === undefined) return [];
  const ports = item.child('spec').child('ports').entries().flatMap(tcpPort);
  return [{ namespace, name, ports: new Map(ports.map(([label, port]) => [port, label])) }];
}

/** The API lets no slice have more (discovery.k8s.io/v1). */
const MOST_ENDPOINTS = 1000;

/**
 * Reads an EndpointSlice: endpoints that are ready, or of which nobody has said that they are not. Several addresses of one
 * are the same, and its first stands for them.
 */
export function readSlice(item: Field): readonly Slice[] {
  const meta = item.child('metadata');
  const namespace = nameOf(meta, 'namespace');
  const owner = meta.child('labels').child(OWNER);
  // Slices without a Service, and those of names, are none that the API looks for.
  if (namespace === undefined || !owner.isPresent) return [];
  if (item.child('addressType').text() === 'FQDN') return [];
  const service = owner.text();
  if (service === undefined) return [];
  const endpoints = item.child('endpoints').entries();
  if (endpoints.length > MOST_ENDPOINTS) {
    item.child('endpoints').refuse(`has more than ${MOST_ENDPOINTS} entries`, AGAIN);
    return [];
  }
  const addresses = endpoints
    .filter((one) => one.child('conditions').child('ready').flag() !== false)
    .flatMap((one) => addressesOf(one.child('addresses')).slice(0, 1));
  const ports = new Map(item.child('ports').entries().flatMap(tcpPort));
  return [{ namespace, service, ports, addresses }];
}

/** An only port may have no name, on either side. */
function tcpPort(entry: Field): readonly (readonly [string, number])[] {
  const port = portOf(entry.child('port'));
  const protocol = entry.child('protocol').text() ?? 'TCP';
  if (port === undefined || protocol !== 'TCP') return [];
  return [[entry.child('name').text() ?? '', port]];
}
