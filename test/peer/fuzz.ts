import { encodeFrame } from '../../src/peer/frame.ts';

/** Frames that are wrong in every way, the same for the same seed. */
export interface Fuzzer {
  frame(): Buffer;
}

const SOUND: readonly unknown[] = [
  { type: 'hello', protocol: 2, tool: 'x', role: 'host', checks: [], observedAddress: '' },
  { type: 'request', id: 1, what: { kind: 'release', lease: 1 } },
  { type: 'cancel', id: 1 },
  { type: 'progress', id: 1, fraction: 0.5, note: '' },
  { type: 'result', id: 1, value: null },
  { type: 'ping' },
];

const ODD: readonly unknown[] = [
  null,
  -1,
  1e308,
  '',
  '\0',
  [],
  {},
  'x'.repeat(5000),
  true,
  '__proto__',
];

export function createFuzzer(seed: number): Fuzzer {
  let state = seed;
  /** Numerical Recipes' generator: enough for this, and the same everywhere. */
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item;
  const odd = (): Buffer => {
    const message: Record<string, unknown> = { ...(pick(SOUND) as object) };
    const name = pick([...Object.keys(message), 'extra']);
    message[name] = pick(ODD);
    return encodeFrame(message);
  };
  const flipped = (): Buffer => {
    const frame = encodeFrame(pick(SOUND));
    const at = random(frame.length);
    frame[at] = (frame[at] ?? 0) ^ (1 << random(8));
    return frame;
  };
  const noise = (): Buffer =>
    Buffer.from(Array.from({ length: 1 + random(64) }, () => random(256)));
  return { frame: () => pick([odd, flipped, noise])() };
}
