import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { createResolverClient, type ResolverClient } from './resolver-client.ts';

/** One client a service, all with the same region and the same credentials. */
export interface Clients {
  readonly eks: EKSClient;
  readonly ec2: EC2Client;
  readonly resolver: ResolverClient;
  readonly directConnect: DirectConnectClient;
  close(): void;
}

export interface ClientOptions {
  /** Undefined leaves it to the profile. */
  readonly region: string | undefined;
  /** Where the proxies are named; credentials and endpoints the SDK looks up by itself. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The SDK waits for a connection without end unless told otherwise. */
const CONNECT_MS = 5000;

/** AWS asks to repeat what was throttled or failed within; a third failure is no accident (the SDK's own default). */
const MOST_ATTEMPTS = 3;

/** Credentials come from the SDK's own chain: environment, profile, single sign-on, container, instance. */
export function createClients({ region, environment }: ClientOptions): Clients {
  // Known to Node since 22.21 and 24.5, and not yet to its types; an older one connects straight.
  const agent = { keepAlive: true, proxyEnv: environment };
  const shared = {
    ...(region === undefined ? {} : { region }),
    maxAttempts: MOST_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
    },
  };
  const eks = new EKSClient(shared);
  // Looking them up may start a program or ask a server: once is enough.
  const own = { ...shared, credentials: eks.config.credentials, region: eks.config.region };
  const others = {
    ec2: new EC2Client(own),
    resolver: createResolverClient(own),
    directConnect: new DirectConnectClient(own),
  };
  return {
    eks,
    ...others,
    close: () => {
      for (const client of [eks, ...Object.values(others)]) client.destroy();
    },
  };
}
