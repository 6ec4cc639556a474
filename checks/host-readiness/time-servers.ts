import {
  chronyIncludes,
  hasReferenceClock,
  serversOfDaemon,
  serversOfTimesyncd,
  type TimeServer,
} from '#lib/ntp/time-servers.ts';
import type { World } from './area.ts';
import { settingsIn, settingsOf } from './reading.ts';

const CHRONY_FILES = ['/etc/chrony/chrony.conf', '/etc/chrony.conf'];
const NTP_FILES = ['/etc/ntp.conf', '/etc/ntpsec/ntp.conf'];
const TIMESYNCD = '/systemd/timesyncd.conf';
const FOLDERS = ['/usr/lib', '/etc', '/run'];

export type Configured = {
  readonly servers: readonly TimeServer[];
  /** A clock hangs on this host itself. */
  readonly hasReference: boolean;
};

/** Returns whom this host's time daemon asks, by its files. Where there are several daemons, chrony is the one that runs. */
export async function configuredServers(world: World): Promise<Configured> {
  const chrony = await chronyText(world);
  const hasReference = hasReferenceClock(chrony);
  const ofChrony = serversOfDaemon(chrony, 'chrony');
  if (ofChrony.length > 0 || hasReference) return { servers: ofChrony, hasReference };
  const ntp = await Promise.all(NTP_FILES.map((path) => settingsOf(world, path)));
  const ofNtp = serversOfDaemon(ntp.join('\n'), 'ntp');
  if (ofNtp.length > 0) return { servers: ofNtp, hasReference };
  return { servers: serversOfTimesyncd(await timesyncdTexts(world)), hasReference };
}

async function chronyText(world: World): Promise<string> {
  const texts = await Promise.all(CHRONY_FILES.map((path) => settingsOf(world, path)));
  const main = texts.join('\n');
  const included = await Promise.all(
    chronyIncludes(main).map(async (path) => [
      await settingsOf(world, path),
      ...(await settingsIn(world, path, '.conf')).map(({ text }) => text),
      ...(await settingsIn(world, path, '.sources')).map(({ text }) => text),
    ]),
  );
  return [main, ...included.flat()].join('\n');
}

async function timesyncdTexts(world: World): Promise<readonly string[]> {
  const texts = FOLDERS.map(async (folder) => [
    await settingsOf(world, `${folder}${TIMESYNCD}`),
    ...(await settingsIn(world, `${folder}${TIMESYNCD}.d`, '.conf')).map(({ text }) => text),
  ]);
  return (await Promise.all(texts)).flat();
}
