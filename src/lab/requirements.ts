import { SERVICES } from './services/index.ts';
import type { Program } from './services/service.ts';
import { findProgram } from './services/start.ts';
import { LabError } from './lab-error.ts';

/** A program that this machine has not, and what the lab goes without for it. */
export interface Missing {
  readonly command: string;
  readonly package: string;
  readonly services: readonly string[];
}

const CORE: readonly Program[] = [
  { command: 'ip', package: 'iproute2' },
  { command: 'tc', package: 'iproute2' },
  { command: 'sysctl', package: 'procps' },
  { command: 'nft', package: 'nftables' },
  { command: 'openssl', package: 'openssl' },
];

/** What carries packets where faults delay or lose them. */
const WIRE: Program = { command: 'python3', package: 'python3' };

/** Throws LabError unless this process may make namespaces and has the programs that every lab takes. */
export async function requireCore(): Promise<void> {
  if (process.platform !== 'linux') {
    throw new LabError('the lab is made of Linux network namespaces: it needs Linux');
  }
  if (process.getuid?.() !== 0) {
    throw new LabError('the lab makes network namespaces: run it as root, for example with sudo');
  }
  const missing = await absent(CORE);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((program) => program.package))].join(' ');
  throw new LabError(
    `these programs are missing: ${missing.map(({ command }) => command).join(', ')}. Install: apt-get install --no-install-recommends ${packages}`,
  );
}

/** Returns what the components of the lab need and this machine has not. */
export async function missingPrograms(): Promise<readonly Missing[]> {
  const programs = new Map(SERVICES.map(({ program }) => [program.command, program]));
  const missing = await absent([...programs.values(), WIRE]);
  return missing.map((program) => ({
    command: program.command,
    package: program.package,
    services: servicesOf(program),
  }));
}

function servicesOf({ command }: Program): readonly string[] {
  if (command === WIRE.command) return ['faults that delay or lose packets'];
  return SERVICES.filter(({ program }) => program.command === command).map(({ name }) => name);
}

async function absent(programs: readonly Program[]): Promise<readonly Program[]> {
  const found = await Promise.all(programs.map(findProgram));
  return programs.filter((_, index) => found[index] === undefined);
}
