import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from './change.ts';
import type { Conditions } from './conditions.ts';
import { deviceLines } from './network/device-lines.ts';
import { routeChangeLines, routeWords } from './network/route-line.ts';
import { ruleset } from './network/ruleset.ts';
import { endLines } from './network/topology-lines.ts';
import {
  authorityFile,
  configFile,
  containerdFolder,
  type LabPlace,
  namespaceOf,
  peerTokenFile,
  pkiFolder,
  registrySecretFile,
  wireFolder,
} from './place.ts';
import { ipBatch, run } from './program.ts';
import { SERVICES } from './services/index.ts';
import { startService, stopService } from './services/start.ts';
import { siteConfig } from './site-config.ts';
import { HOST_NAMES, ROUTER_NAMES, type HostName } from './topology/hosts.ts';
import { IMPAIRED } from './topology/wan.ts';
import { setWire, startWire, stopWire, type WireEnds } from './wire/wire.ts';
import { sideBySide } from './side-by-side.ts';

/** Leads a lab from these conditions to those, touching only what differs. */
export async function reconcile(
  place: LabPlace,
  before: Conditions,
  after: Conditions,
): Promise<void> {
  if (after.wire !== undefined) await changeWire(place, before, after);
  await sideBySide([
    ...HOST_NAMES.map((host) => changeHost(place, host, { before, after })),
    ...SERVICES.map(({ name }) => changeService(place, name, { before, after })),
  ]);
  if (after.wire === undefined && before.wire !== undefined) {
    await stopWire(wireEnds(place), wireFolder(place));
  }
  await writeFile(
    configFile(place),
    siteConfig(after.site, {
      clusterAuthority: authorityFile(place, 'cluster-ca'),
      ...('peer' in after.services ? { peerToken: peerTokenFile(place) } : {}),
      registrySecret: registrySecretFile(place),
      authority: join(pkiFolder(place), 'company-ca.crt'),
      amazonAuthority: authorityFile(place, 'amazon-ca'),
      containerdConfig: join(containerdFolder(place), 'config.toml'),
    }),
  );
}

interface Step {
  readonly before: Conditions;
  readonly after: Conditions;
}

async function changeWire(place: LabPlace, before: Conditions, after: Conditions): Promise<void> {
  if (after.wire === undefined || isDeepStrictEqual(before.wire, after.wire)) return;
  if (before.wire !== undefined) {
    await setWire(wireFolder(place), after.wire);
    return;
  }
  await startWire(wireEnds(place), after.wire, wireFolder(place));
  await sideBySide(
    ROUTER_NAMES.map((router) => ipBatch(endLines(IMPAIRED, router), namespaceOf(place, router))),
  );
}

function wireEnds(place: LabPlace): WireEnds {
  return {
    onPremNamespace: namespaceOf(place, 'onprem-router'),
    vpcNamespace: namespaceOf(place, 'vpc-router'),
    device: IMPAIRED.device,
    mtuBytes: IMPAIRED.mtuBytes,
  };
}

async function changeHost(place: LabPlace, host: HostName, step: Step): Promise<void> {
  const namespace = namespaceOf(place, host);
  const { before, after } = step;
  const devices = deviceLines(before, after, host);
  // A device that was down has lost its routes.
  const known = devices.mend.length > 0 ? new Map<string, string>() : routeWords(before, host);
  const routes = routeChangeLines(known, routeWords(after, host));
  await ipBatch([...devices.mend, ...routes, ...devices.impair], namespace);
  if (devices.queues.length > 0) {
    await run('tc', ['-n', namespace, '-batch', '-'], { input: `${devices.queues.join('\n')}\n` });
  }
  const rules = ruleset(after.rules, host);
  if (rules !== ruleset(before.rules, host)) {
    await run('ip', ['netns', 'exec', namespace, 'nft', '-f', '-'], { input: rules });
  }
}

async function changeService(place: LabPlace, name: string, { before, after }: Step) {
  const was = before.services[name];
  const is = after.services[name];
  const service = SERVICES.find((one) => one.name === name);
  if (service === undefined || isDeepStrictEqual(was, is)) return;
  if (was !== undefined) await stopService(place, service);
  if (is !== undefined) await startService(place, service, is as JsonObject);
}

/** What was learned under a fault must not outlive it: path MTUs and TCP metrics of every host … */
export async function forgetLearned(place: LabPlace): Promise<void> {
  await sideBySide(
    HOST_NAMES.map((host) =>
      ipBatch(['route flush cache', 'tcp_metrics flush'], namespaceOf(place, host)),
    ),
  );
}

/** … and what services remember of others. */
export async function restartLearners(place: LabPlace, { services }: Conditions): Promise<void> {
  const learners = SERVICES.filter(({ name, learns }) => learns === true && name in services);
  await sideBySide(
    learners.map(async (service) => {
      await stopService(place, service);
      await startService(place, service, services[service.name] as JsonObject);
    }),
  );
}
