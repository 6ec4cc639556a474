import { join } from 'node:path';
import type { Io } from '#core/io.ts';
import type { Peer } from '#core/peer.ts';
import { exitCodeOf } from '#core/summary.ts';
import { planCases } from '#core/plan.ts';
import { DEFAULT_STAGE } from '#core/stage.ts';
import { createClusterAuthority } from '../../demo/api.ts';
import type { Identity } from '../../demo/certificate.ts';
import { demoConfig } from '../../demo/config.ts';
import { startFarSide } from '../../demo/far-side.ts';
import { FAULT_NAMES, type FaultName, FAULTS } from '../../demo/faults.ts';
import { demoHost } from '../../demo/host.ts';
import { NODE_LOOPBACK } from '../../demo/layout.ts';
import type { Running } from '../../demo/listener.ts';
import { demoNear } from '../../demo/near.ts';
import { startDemoPeer, TOKEN_VARIABLE } from '../../demo/peer.ts';
import { parseConfig, resolveSettings, type Settings } from '../../config/settings.ts';
import { generateToken } from '../../peer/token.ts';
import { openPeer } from '../open-peer.ts';
import { BUILT_IN } from '../open-preflight.ts';
import { parseOutputs, prepareOutputs, writeOutputs } from '../outputs.ts';
import { preflight } from '../preflight.ts';
import { checkSelection } from '../selection.ts';
import type { Shell } from '../shell.ts';
import { UsageError, unknownWord } from '../usage-error.ts';

export interface DemoArguments {
  readonly fault: readonly string[];
  readonly listFaults: boolean;
  readonly directory: string;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly output: readonly string[];
  readonly quiet: boolean;
  readonly progress: boolean;
}

/**
 * Loopback has no routers, its bandwidth is that of the processor, and nobody there has a certificate; the imaginary
 * host has neither this machine's processors nor its kubelet.
 */
const NOT_ON_LOOPBACK = new Set([
  'node-status',
  'bandwidth',
  'path-trace',
  'registry',
  'gpu',
  'cost',
]);
const CHECKS = BUILT_IN.checks.filter(({ id }) => !NOT_ON_LOOPBACK.has(id));

/** Runs every check that loopback can show against a far side of its own. Returns the exit code of the verdict. */
export async function executeDemo(argv: DemoArguments, shell: Shell): Promise<number> {
  if (argv.listFaults) {
    for (const name of FAULT_NAMES) shell.stdout.write(`${name.padEnd(20)}${FAULTS[name]}\n`);
    return 0;
  }
  const faults = new Set(argv.fault.map(faultNamed));
  const authority = createClusterAuthority();
  const settings = settingsOf({ faults, authority }, shell);
  const cases = planCases(CHECKS, settings.site);
  const selection = { only: argv.only, skip: argv.skip };
  checkSelection(
    selection,
    cases,
    CHECKS.map(({ id }) => id),
  );
  const targets = parseOutputs(
    { outputs: [...argv.output, ...files(argv.directory)], quiet: argv.quiet },
    BUILT_IN.renderers,
  );
  await prepareOutputs(targets, shell);
  if (!argv.quiet) shell.stderr.write(introduction(faults));
  const { waivers, limits } = settings;
  const site = { ...settings.site, stage: DEFAULT_STAGE };
  const showProgress = argv.progress && !argv.quiet;
  const world = await openDemo(settings, { faults, authority }, shell);
  try {
    const { io, peer } = world;
    const report = await preflight(
      { io, peer, site, cases, selection, waivers, limits, showProgress },
      shell,
    );
    await writeOutputs(report, targets, shell, argv);
    return exitCodeOf(report, 'fail');
  } finally {
    await world.close();
  }
}

/** What is broken, and who signs for the API. */
interface Scene {
  readonly faults: ReadonlySet<FaultName>;
  readonly authority: Identity;
}

interface DemoWorld {
  readonly io: Io;
  readonly peer: Peer;
  close(): Promise<void>;
}

/** The far side in this process, the peer in one of its own, and the link between the two sites. */
async function openDemo(
  { site }: Settings,
  { faults, authority }: Scene,
  shell: Shell,
): Promise<DemoWorld> {
  const token = generateToken();
  const farSide = await start(() => startFarSide(faults, authority));
  try {
    const process = await start(() => startDemoPeer(shell.program, token));
    const [io, near] = await Promise.all([shell.openIo(), shell.openNear()]);
    const own = { clock: io.clock, near: demoNear(near), from: NODE_LOOPBACK };
    const environment = { ...shell.environment, [TOKEN_VARIABLE]: token };
    const opened =
      site.peer === undefined
        ? undefined
        : await openPeer(site.peer, own, { ...shell, environment });
    if (opened === undefined) throw new Error('the config of the demo names no peer');
    const close = async (): Promise<void> => {
      await opened.close();
      await Promise.all([process.close(), farSide.close()]);
    };
    return { io: { ...io, host: demoHost(io.host), far: opened.far }, peer: opened.peer, close };
  } catch (error) {
    await farSide.close();
    throw error;
  }
}

function faultNamed(name: string): FaultName {
  const fault = FAULT_NAMES.find((known) => known === name);
  if (fault === undefined) throw unknownWord('fault', name, FAULT_NAMES);
  return fault;
}

function files(directory: string): readonly string[] {
  return [`json=${join(directory, 'report.json')}`, `junit=${join(directory, 'junit.xml')}`];
}

function introduction(faults: ReadonlySet<FaultName>): string {
  const broken = [...faults].map((name) => `  broken on purpose: ${FAULTS[name]}\n`);
  return `An imaginary site on loopback: nothing leaves this machine.\n${broken.join('')}\n`;
}

function settingsOf({ faults, authority }: Scene, shell: Shell): Settings {
  const parsed = parseConfig({ file: 'demo.yaml', text: demoConfig(faults, authority) });
  if (!parsed.ok) throw new Error('the config of the demo does not parse');
  const today = shell.now().slice(0, 10);
  const resolved = resolveSettings(parsed.config, { checks: BUILT_IN.checks, today });
  if (!resolved.ok) throw new Error('the config of the demo does not resolve');
  return resolved.settings;
}

async function start(part: () => Promise<Running>): Promise<Running> {
  try {
    return await part();
  } catch (error) {
    const { code, address, port } = error as NodeJS.ErrnoException & Record<string, unknown>;
    if (code !== 'EADDRINUSE' && code !== 'EADDRNOTAVAIL') throw error;
    throw new UsageError(
      `${String(address)}:${String(port)} is ${code === 'EADDRINUSE' ? 'in use: is another demo running, or a kubelet?' : 'not available: the demo needs Linux, where all of 127.0.0.0/8 is loopback'}`,
    );
  }
}
