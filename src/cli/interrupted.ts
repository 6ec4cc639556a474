import type { Interruption } from '#core/report.ts';

/** The user ended it before there was anything to report. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly by: Interruption;

  constructor(by: Interruption) {
    super(`ended by ${by}`);
    this.by = by;
  }
}
