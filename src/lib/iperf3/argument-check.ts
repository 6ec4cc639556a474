import { isIP } from 'node:net';

/** Returns the address if it is an IP literal, and thus no option. */
export function checkedAddress(name: string, address: string): string {
  if (isIP(address) === 0) {
    throw new TypeError(`${name} ${JSON.stringify(address)} is no IP address`);
  }
  return address;
}

/** Returns the number if it is whole and within the range: iperf3 reads 1e6 as 1. */
export function checkedNumber(
  name: string,
  value: number,
  [least, most]: readonly [least: number, most: number],
): number {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new TypeError(
      `${name} ${String(value)} is no whole number from ${String(least)} to ${String(most)}`,
    );
  }
  return value;
}

/** Returns the text if it can be an argument or a variable of the environment. */
export function checkedText(name: string, text: string): string {
  if (text === '') throw new TypeError(`${name} is empty`);
  if (text.includes('\0')) throw new TypeError(`${name} has a NUL character`);
  return text;
}
