import { XdrError } from './xdr-error.ts';
import { paddedBytes, UNIT_BYTES } from './xdr-write.ts';

/** Takes one item after the other from bytes that nobody has promised anything of. All throw XdrError. */
export interface XdrReader {
  uint(): number;
  bool(): boolean;
  /** Opaque data of this length. */
  fixed(sizeBytes: number): Buffer;
  /** Opaque data behind its length, which must not exceed `mostBytes`. */
  opaque(mostBytes: number): Buffer;
  /** Like opaque, as UTF-8; what is none is replaced. It may hold control characters. */
  text(mostBytes: number): string;
  /** Items that each follow a TRUE, up to a FALSE (RFC 4506 §4.19). As many as the bytes hold. */
  list<Item>(readItem: () => Item): Item[];
  /** What is not yet read. */
  rest(): Buffer;
  /** Nothing may be left. */
  end(): void;
}

/** Returns a reader of these bytes, which are not copied. Work and memory are in proportion to their number. */
export function readXdr(bytes: Uint8Array): XdrReader {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const fixed = (sizeBytes: number): Buffer => {
    const end = at + paddedBytes(sizeBytes);
    if (end > data.length) throw new XdrError(`it ends after ${data.length} bytes, before it may`);
    const item = data.subarray(at, at + sizeBytes);
    at = end;
    return item;
  };
  const uint = (): number => fixed(UNIT_BYTES).readUInt32BE();
  const bool = (): boolean => {
    const value = uint();
    if (value > 1) throw new XdrError(`${value} stands where TRUE or FALSE must`);
    return value === 1;
  };
  const opaque = (mostBytes: number): Buffer => {
    const sizeBytes = uint();
    if (sizeBytes > mostBytes) {
      throw new XdrError(`an item of ${sizeBytes} bytes, where ${mostBytes} are the most`);
    }
    return fixed(sizeBytes);
  };
  return {
    uint,
    bool,
    fixed,
    opaque,
    text: (mostBytes) => opaque(mostBytes).toString('utf8'),
    list: (readItem) => {
      const items = [];
      while (bool()) items.push(readItem());
      return items;
    },
    rest: () => fixed(data.length - at),
    end: () => {
      if (at < data.length) throw new XdrError(`${data.length - at} bytes stand behind its end`);
    },
  };
}
