import type { RegistryTarget } from './target.ts';

/** What every finding of a registry names. */
export type Facts = {
  readonly registry: string;
  readonly address: string;
  readonly port: number;
};

export function factsOf({ host, port }: RegistryTarget, address: string): Facts {
  return { registry: host, address, port };
}

export const EXAMPLE: Facts = {
  registry: 'harbor.company.local',
  address: '10.80.1.20',
  port: 443,
};

/** `harbor.company.local`, with its port where that is not the usual one. */
export function nameOf({ registry, port }: Facts): string {
  return port === 443 ? registry : `${registry}:${port}`;
}
