import {
  DirectConnectClient,
  type DirectConnectClientConfig,
} from '@aws-sdk/client-direct-connect';
import { Command } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';

type EndpointParameterInstructions = Parameters<typeof getEndpointPlugin>[1];

export type ResolverClient = DirectConnectClient;

const SERVICE = 'Route53Resolver';
const SIGNING_NAME = 'route53resolver';

/**
 * A client for Route 53 Resolver, made of one for Direct Connect: both speak AWS JSON 1.1, and differ in name, target and
 * host alone. Its own package (3.654.0, the newest to be had) brings 156 packages of an older SDK along.
 */
export function createResolverClient(config: DirectConnectClientConfig): ResolverClient {
  const { endpointProvider, protocolSettings } = new DirectConnectClient(config).config;
  // The SDK reads the name to sign for, and its types do not say so.
  const signed = { ...config, signingName: SIGNING_NAME };
  return new DirectConnectClient({
    ...signed,
    serviceId: SERVICE,
    protocolSettings: { ...protocolSettings, serviceTarget: SERVICE },
    endpointProvider: (parameters, context) => {
      const endpoint = endpointProvider(parameters, context);
      if (parameters.Endpoint !== undefined) return endpoint;
      const url = new URL(endpoint.url);
      url.hostname = url.hostname.replace(/^directconnect/, SIGNING_NAME);
      return { ...endpoint, url };
    },
  });
}

/** What every list of Route 53 Resolver takes; the id only that of an endpoint's addresses. */
export interface ListInput {
  readonly MaxResults: number;
  readonly NextToken?: string | undefined;
  readonly ResolverEndpointId?: string;
}

const NAMESPACE = 'com.amazonaws.route53resolver';
/** Kinds of schema in the SDK's notation: https://smithy.io/2.0/spec/model.html */
const [STRUCTURE, OPERATION] = [3, 9] as const;
/** Kinds of member; a document is whatever stands there. */
const [TEXT, INTEGER, DOCUMENT] = [0, 1, 15] as const;

const ENDPOINT: EndpointParameterInstructions = {
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
};

/** Returns a command of its API, whose answer holds a page of this list. */
export function listCommand(operation: string, list: string, input: ListInput) {
  const List = Command.classBuilder<
    ListInput,
    { $metadata: object },
    DirectConnectClient['config']
  >()
    .ep(ENDPOINT)
    .m((_, __, config: ResolverClient['config']) => [getEndpointPlugin(config, ENDPOINT)])
    .s(SERVICE, operation, {})
    .n('Route53ResolverClient', `${operation}Command`)
    .sc([
      OPERATION,
      NAMESPACE,
      operation,
      0,
      () => [
        STRUCTURE,
        NAMESPACE,
        `${operation}Request`,
        0,
        ['MaxResults', 'NextToken', 'ResolverEndpointId'],
        [INTEGER, TEXT, TEXT],
      ],
      () => [
        STRUCTURE,
        NAMESPACE,
        `${operation}Response`,
        0,
        [list, 'NextToken'],
        [DOCUMENT, TEXT],
      ],
    ])
    .build();
  return new List(input);
}
