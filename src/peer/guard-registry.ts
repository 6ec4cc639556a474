import { CannotMeasure } from '#core/check.ts';
import type { Io } from '#core/io.ts';
import type { RegistryQuestion } from '#core/registry.ts';
import type { Admit } from './admit.ts';

/** Two handshakes and two requests of strangers, at most. */
const REGISTRY_BYTES = 16 * 1024;

/** The peer looks as a stranger does: it neither logs in, nor reads files that a host names. */
export function guardRegistry({ registry }: Io, admit: Admit): Io['registry'] {
  return {
    look: async (question, signal) => {
      admit('registry.look', question.at, REGISTRY_BYTES);
      return registry.look(asStranger(question), signal);
    },
    pull: () => Promise.reject(noSecrets()),
  };
}

function asStranger(question: RegistryQuestion): RegistryQuestion {
  return { ...question, authority: null, containerdConfig: null };
}

function noSecrets(): CannotMeasure {
  return new CannotMeasure(
    'The peer logs in nowhere: secrets stay with the host.',
    'Log in from the host.',
  );
}
