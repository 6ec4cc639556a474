// Plain JavaScript: it runs on the system's Node, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const NODE = `${ROOT}node_modules/.bin/node`;
const LOCK_MARK = `${ROOT}node_modules/.installed-lock`;
const POLICY = '/usr/sbin/policy-rc.d';

/** Commands that the lab runs, and the Debian packages that bring them. */
const LAB_COMMANDS = [
  { command: 'bgpd', package: 'frr', folder: '/usr/lib/frr' },
  { command: 'chronyd', package: 'chrony' },
  { command: 'docker-registry', package: 'docker-registry' },
  { command: 'faketime', package: 'faketime' },
  { command: 'ganesha.nfsd', package: 'nfs-ganesha nfs-ganesha-vfs' },
  { command: 'ip', package: 'iproute2' },
  { command: 'iperf3', package: 'iperf3' },
  { command: 'irtt', package: 'irtt' },
  { command: 'named', package: 'bind9' },
  { command: 'nft', package: 'nftables' },
  { command: 'nginx', package: 'nginx-light' },
  { command: 'openssl', package: 'openssl' },
  { command: 'ping', package: 'iputils-ping' },
  { command: 'python3', package: 'python3' },
  { command: 'sysctl', package: 'procps' },
  { command: 'tinyproxy', package: 'tinyproxy-bin' },
  { command: 'traceroute', package: 'traceroute' },
];

/** What the tests run beside it. */
const TEST_COMMANDS = [
  ...LAB_COMMANDS,
  { command: 'depmod', package: 'kmod' },
  { command: 'dig', package: 'bind9-dnsutils' },
  { command: 'fio', package: 'fio' },
  { command: 'kubectl', package: 'kubernetes-client' },
  { command: 'linux.uml', package: 'user-mode-linux' },
  { command: 'mount.nfs', package: 'nfs-common' },
  { command: 'scapy', package: 'python3-scapy' },
  { command: 'tracepath', package: 'iputils-tracepath' },
  { command: 'unshare', package: 'util-linux' },
  { command: 'xmllint', package: 'libxml2-utils' },
];

const TASKS = {
  demo: { script: 'src/cli/entry.ts', first: ['demo'], components: [] },
  check: { script: 'bin/dev/check.ts', first: [], components: [] },
  matrix: { script: 'bin/dev/lab-matrix.ts', first: [], components: LAB_COMMANDS },
  test: { script: 'bin/dev/test.ts', first: [], components: TEST_COMMANDS },
};

const [name, ...rest] = process.argv.slice(2);
const task = TASKS[name];
if (task === undefined) {
  process.stderr.write(`bootstrap: ${name} is none of ${Object.keys(TASKS).join(', ')}\n`);
  process.exitCode = 2;
} else if (installPackages() && installComponents(task.components)) {
  hand(NODE, [`${ROOT}${task.script}`, ...task.first, ...rest]);
}

/** Installs the npm packages unless those of this very lock file are there. */
function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(`${ROOT}package-lock.json`))
    .digest('hex');
  if (existsSync(LOCK_MARK) && readFileSync(LOCK_MARK, 'utf8') === lock) return true;
  process.stderr.write('Installing npm packages (once, about a minute) …\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  // stdout belongs to the report.
  const code = runHere(command, [...first, ...args], process.env, ['inherit', 2, 2]);
  if (code === 0 && existsSync(NODE)) {
    writeFileSync(LOCK_MARK, lock);
    return true;
  }
  return give(
    code === 0
      ? `npm brought no Node for ${process.platform}-${process.arch}: only linux-x64 and linux-arm64 have one.`
      : `npm ci ended with ${code}: see its message above.`,
  );
}

/** Installs the missing Debian packages, or says which ones somebody with root must install. */
function installComponents(components) {
  const missing = components.filter((component) => !isInstalled(component));
  if (missing.length === 0) return true;
  const packages = missing.flatMap((component) => component.package.split(' '));
  const advice = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid() !== 0 || !isOnPath('apt-get')) {
    return give(
      `the tests need these commands: ${missing.map(({ command }) => command).join(', ')}. Install them as root: ${advice}`,
    );
  }
  process.stderr.write(`Installing Debian packages: ${packages.join(' ')} …\n`);
  return (
    withoutServices(() => apt(['update']) && apt(['install', ...packages])) ||
    give(`apt-get could not install them; try: ${advice}`)
  );
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    runHere('apt-get', ['-qq', '-y', '--no-install-recommends', ...args], env, [
      'ignore',
      'ignore',
      'inherit',
    ]) === 0
  );
}

/** Keeps the packages' services from starting on this machine: the tests start their own. */
function withoutServices(install) {
  if (existsSync(POLICY)) return install();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return install();
  } finally {
    rmSync(POLICY);
  }
}

function isInstalled({ command, folder }) {
  return folder === undefined ? isOnPath(command) : existsSync(`${folder}/${command}`);
}

function isOnPath(command) {
  const folders = `${process.env.PATH}:/usr/sbin:/sbin`.split(':');
  return folders.some((folder) => existsSync(`${folder}/${command}`));
}

function runHere(command, args, env, stdio) {
  const { status, error } = spawnSync(command, args, { cwd: ROOT, stdio, env });
  if (error) process.stderr.write(`${command}: ${error.message}\n`);
  return status ?? 1;
}

/** Runs the task and passes signals on. At a terminal Ctrl-C reaches the task by itself; twice would be too much. */
function hand(command, args) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit' });
  let lastMs = 0;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      if (Date.now() - lastMs < 500) return; // npm and the process group may both deliver one signal
      lastMs = Date.now();
      child.kill(signal);
    });
  }
  child.on('error', (error) => give(`${command}: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGTERM' ? 143 : 130);
  });
}

function give(problem) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 2;
  return false;
}
