import { setFlagsFromString } from 'node:v8';

/**
 * Leaves this process without V8's optimising compilers, which take ten megabytes and more (docs/decisions/0012). Called
 * before it has done much: what is compiled by then stays as it is.
 */
export function keepProcessSmall(): void {
  setFlagsFromString('--no-opt');
  setFlagsFromString('--no-maglev');
}
