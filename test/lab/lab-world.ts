import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { bringUp, describeMissing } from '../../src/lab/lab.ts';
import { type LabPlace, namespaceOf, placeOf } from '../../src/lab/place.ts';
import { run } from '../../src/lab/program.ts';
import { removeLab } from '../../src/lab/remove.ts';
import { missingPrograms, requireCore } from '../../src/lab/requirements.ts';
import type { HostName } from '../../src/lab/topology/hosts.ts';

/** True when labs can be built here. Where everything must run, a missing part is a failure, not a skip. */
export async function canBuildLabs(t: Test): Promise<boolean> {
  const lacking = await requireCore().then(
    async () => {
      const missing = await missingPrograms();
      return missing.length === 0 ? undefined : describeMissing(missing);
    },
    (error: unknown) => String(error),
  );
  if (lacking === undefined) return true;
  if (process.env['HYBRID_PREFLIGHT_TESTS'] === 'all') t.fail(lacking);
  else t.comment(lacking);
  return false;
}

/** A folder for labs that is gone, with all of its labs, when the test is. */
export function labRoot(t: Test): string {
  const root = mkdtempSync(join(tmpdir(), 'hp-labs-'));
  t.teardown(() => {
    rmSync(root, { recursive: true, force: true });
  });
  return root;
}

/** A name that no other test has: namespaces are the machine's. */
export function labName(): string {
  return `t${process.pid}x${randomInt(10_000)}`;
}

/** A healthy lab that is gone when the test is; its peer is this program, where a test takes one. */
export async function startLab(t: Test, { hasPeer = false } = {}): Promise<LabPlace> {
  const place = placeOf(labRoot(t), labName());
  await bringUp(place, {
    strict: true,
    signal: new AbortController().signal,
    ...(hasPeer ? { program: [process.execPath, PROGRAM_FILE] } : {}),
    onProgress: () => undefined,
  });
  t.teardown(() => removeLab(place));
  return place;
}

/** Runs a program in a host of the lab, and returns its standard output. Throws with its complaint. */
export function inside(
  place: LabPlace,
  host: HostName,
  ...command: readonly string[]
): Promise<string> {
  return run('ip', ['netns', 'exec', namespaceOf(place, host), ...command]);
}
