import { isIPv4 } from 'node:net';
import os from 'node:os';

/** True when packets to this address come to this machine. */
export function isOwnAddress(address: string): boolean {
  if (isIPv4(address) && address.startsWith('127.')) return true;
  return Object.values(os.networkInterfaces()).some((addresses) =>
    addresses?.some((one) => one.address === address),
  );
}
