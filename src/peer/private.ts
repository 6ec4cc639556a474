import { CannotMeasure } from '#core/check.ts';
import type { HostState } from '#core/host-state.ts';
import type { Io } from '#core/io.ts';

/** What the peer's own machine is like is nobody else's business: a caller may have it measure, not look into it. */
export const NO_HARDWARE: Io['gpu'] = {
  devices: () => Promise.reject(notOfThePeer()),
  facts: () => Promise.reject(notOfThePeer()),
};

/** It would run programs with the credentials of the peer's own node. */
export const NO_KUBELET: Io['kubelet'] = {
  version: () => Promise.reject(notOfThePeer()),
  certificate: () => Promise.reject(notOfThePeer()),
  ask: () => Promise.reject(notOfThePeer()),
};

export const NO_STATE: HostState = {
  timeMs: () => {
    throw notOfThePeer();
  },
  proxyEnvironment: () => {
    throw notOfThePeer();
  },
  isRoot: false,
  read: () => Promise.reject(notOfThePeer()),
  list: () => Promise.reject(notOfThePeer()),
  ask: () => Promise.reject(notOfThePeer()),
  hardware: () => Promise.reject(notOfThePeer()),
  room: () => Promise.reject(notOfThePeer()),
  sockets: () => Promise.reject(notOfThePeer()),
  keyPair: () => Promise.reject(notOfThePeer()),
  lookup: () => Promise.reject(notOfThePeer()),
};

function notOfThePeer(): CannotMeasure {
  return new CannotMeasure(
    'The peer tells nobody the state of its own machine.',
    'Run the preflight there.',
  );
}

/** It would read a file that the host names, and a proxy of the peer would go where its policy does not. */
export const NO_HTTPS: Io['https'] = {
  exchange: () => Promise.reject(noHttps()),
  route: () => Promise.reject(noHttps()),
};

function noHttps(): CannotMeasure {
  return new CannotMeasure(
    'The peer asks nobody over HTTPS on behalf of the host.',
    'Ask from the host, or run the preflight there.',
  );
}
