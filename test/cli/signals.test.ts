import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import type { Report } from '#core/report.ts';
import { createSilentListener } from '../../src/demo/silent-listener.ts';

const SILENT = { address: '127.20.9.9', port: 20999 };

const CONFIG = `cluster: { name: lab, endpointMode: private }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16] }
checks:
  firewall-ports:
    timeoutMs: 30000
    extra: [{ name: mute, host: ${SILENT.address}, port: ${SILENT.port}, protocol: tcp }]
`;

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: string | null; afterSignalMs: number }>;
  /** Resolves when standard error has shown the text. */
  shows(text: string): Promise<void>;
  kill(signal: 'SIGINT' | 'SIGTERM'): void;
}

/** Makes the program believe that people watch: the live view then paints, and its library handles signals. */
const AT_A_TERMINAL =
  'data:text/javascript,Object.assign(process.stderr,{isTTY:true,columns:80,rows:24})';

function startRun(folder: string, { terminal }: { readonly terminal: boolean }): Run {
  const watched = terminal ? ['--import', AT_A_TERMINAL] : [];
  const args = [...watched, 'bin/hybrid-preflight.js', 'run', '-c', join(folder, 'preflight.yaml')];
  const outputs = ['--only', 'firewall-ports', '-o', `json=${join(folder, 'report.json')}`];
  const child = spawn(process.execPath, [...args, ...outputs], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  let signalledMs = 0;
  const watchers = new Set<() => void>();
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    for (const watcher of watchers) watcher();
  });
  return {
    child,
    ended: new Promise((resolve) => {
      child.on('exit', (code, signal) => {
        resolve({ code, signal, afterSignalMs: performance.now() - signalledMs });
      });
    }),
    shows: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (said.includes(text)) resolve();
        };
        watchers.add(look);
        look();
      }),
    kill: (signal) => {
      signalledMs = performance.now();
      child.kill(signal);
    },
  };
}

for (const { signal, code, terminal } of [
  { signal: 'SIGINT', code: 130, terminal: false },
  { signal: 'SIGTERM', code: 143, terminal: false },
  { signal: 'SIGINT', code: 130, terminal: true },
] as const) {
  const where = terminal ? 'at a terminal' : 'in a log';
  test(`${signal} ends a run ${where} within 2 s, exit ${code}, with a partial report`, async (t) => {
    const silent = await createSilentListener(SILENT);
    t.teardown(() => silent.close());
    const folder = t.testdir({ 'preflight.yaml': CONFIG });
    const run = startRun(folder, { terminal });
    await run.shows(terminal ? `${SILENT.port}` : 'still running');
    run.kill(signal);
    const ended = await run.ended;
    t.equal(ended.code, code);
    t.ok(ended.afterSignalMs < 2000, `${ended.afterSignalMs.toFixed(0)} ms`);
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
    t.equal(report.interrupted, signal);
    t.match(report.results.find(({ key }) => key.includes(`${SILENT.port}`))?.outcome, {
      status: 'skip',
      because: { kind: 'cancelled', by: signal },
    });
    t.strictSame(readdirSync(folder).toSorted(), ['preflight.yaml', 'report.json']);
  });
}

for (const terminal of [false, true]) {
  const where = terminal ? 'at a terminal' : 'in a log';
  test(`a second Ctrl-C ${where} ends it at once`, async (t) => {
    const silent = await createSilentListener(SILENT);
    t.teardown(() => silent.close());
    const folder = t.testdir({ 'preflight.yaml': CONFIG });
    const run = startRun(folder, { terminal });
    await run.shows(terminal ? `${SILENT.port}` : 'still running');
    run.kill('SIGINT');
    await run.shows('once more to quit at once');
    run.kill('SIGINT');
    const ended = await run.ended;
    t.ok(ended.signal === 'SIGINT' || ended.code === 130);
    t.ok(ended.afterSignalMs < 500, `${ended.afterSignalMs.toFixed(0)} ms`);
  });
}
