import type { AnyCheck } from '#core/check.ts';
import type { Renderer } from '../../../reports/renderer.ts';

/** The checks and report formats that a run can draw on: the built-in ones and those of plugins. */
export interface Known {
  readonly checks: readonly AnyCheck[];
  readonly renderers: readonly Renderer[];
}
