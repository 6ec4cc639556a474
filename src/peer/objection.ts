import { CannotMeasure } from '#core/check.ts';
import { type Hello, PROTOCOL } from './messages.ts';

/** Why one side cannot go on after the other's first words; undefined where it can. */
export function objectionTo(
  hello: Hello,
  self: Pick<Hello, 'role' | 'tool'>,
): CannotMeasure | undefined {
  const other = self.role === 'host' ? 'peer' : 'host';
  if (hello.protocol !== PROTOCOL) {
    const older = hello.protocol < PROTOCOL ? other : self.role;
    return new CannotMeasure(
      `The ${self.role} has ${self.tool} (protocol ${PROTOCOL}), the ${other} ${hello.tool} (protocol ${hello.protocol}).`,
      `Upgrade hybrid-preflight at the ${older}: both sides must speak the same protocol.`,
    );
  }
  if (hello.role === self.role) {
    return new CannotMeasure(
      `The other side is a ${hello.role} as well.`,
      'One side runs "hybrid-preflight run", the other "hybrid-preflight peer".',
    );
  }
  return undefined;
}
