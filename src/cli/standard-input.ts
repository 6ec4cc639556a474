/** The name that standard input has among files. */
export const STANDARD_INPUT = '/dev/stdin';

/**
 * Returns the arguments with `-` spelled out where it stands for itself: yargs drops a lone dash among several
 * positionals. After an option it may be the option’s value, and after `--` it is somebody else’s.
 */
export function spellOutDashes(args: readonly string[]): readonly string[] {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  return args.map((word, index) => {
    const isOwn = word === '-' && index < end && !/^-./.test(args[index - 1] ?? '');
    return isOwn ? STANDARD_INPUT : word;
  });
}
