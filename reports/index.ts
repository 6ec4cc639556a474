import { json } from './json.ts';
import { junit } from './junit.ts';
import type { Renderer } from './renderer.ts';
import { terminal } from './terminal.ts';

/** Every built-in report format. */
export const renderers: readonly Renderer[] = [terminal, json, junit];
