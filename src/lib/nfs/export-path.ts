/** RFC 1813 §5.1.4: MNTPATHLEN. */
const MOST_PATH_BYTES = 1024;

/** Returns the names that an absolute path consists of. Throws TypeError for what no server can export. */
export function namesOf(path: string): readonly string[] {
  if (!path.startsWith('/') || Buffer.byteLength(path) > MOST_PATH_BYTES) {
    throw new TypeError(
      `${JSON.stringify(path.slice(0, 80))} is no absolute path of ${MOST_PATH_BYTES} bytes at most`,
    );
  }
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  if (names.includes('..'))
    throw new TypeError(`${JSON.stringify(path.slice(0, 80))} climbs with ".."`);
  return names;
}

/** Returns the path of these names. */
export function pathOf(names: readonly string[]): string {
  return `/${names.join('/')}`;
}
