import { plainAddress } from './address.ts';
import type { Ledger } from './ledger.ts';
import type { LineReader } from './traceroute-line.ts';

// `x` a probe was sent, `h` who answers at that hop from now on, `p` an answer (mtr 0.87 to 0.95, ui/raw.c). Hops count
// from 0, times are in µs. `d` (a name), `m` (MPLS) and what may come later say nothing that is kept.
const EVENT = /^([a-z]) (\d{1,3}) (\S{1,100})(?: |$)/;
const MICROSECONDS = /^\d{1,10}$/;

/** Returns a reader of `mtr --raw`, the only form that is printed while mtr runs. */
export function createMtrRawReader(ledger: Ledger): LineReader {
  const addresses = new Map<number, string>();
  return (line) => {
    const [, event, index, value = ''] = EVENT.exec(line) ?? [];
    if (event === undefined) return false;
    const ttl = Number(index) + 1;
    if (event === 'x') ledger.silence(ttl, 1);
    if (event === 'h') {
      const address = plainAddress(value);
      if (address !== null) addresses.set(ttl, address);
    }
    const address = addresses.get(ttl);
    if (event === 'p' && address !== undefined && MICROSECONDS.test(value)) {
      ledger.answer(ttl, { address, rttMs: Number(value) / 1000 });
      ledger.silence(ttl, -1);
    }
    return true;
  };
}
