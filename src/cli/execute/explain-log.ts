import type { Interruption } from '#core/report.ts';
import { EXIT } from '#core/summary.ts';
import { createLogExplainer, type LogExplainer } from '#lib/known-errors/log-explainer.ts';
import type { TextFormat } from '../text-format.ts';
import { causeOf, type LogReport, type ReadLog } from '../logs/log-report.ts';
import { type LogSource, logSources } from '../logs/log-source.ts';
import { logText } from '../logs/log-text.ts';
import { readLog } from '../logs/read-log.ts';
import type { Shell } from '../shell.ts';

export interface ExplainLogArguments {
  readonly file: readonly string[];
  readonly format: TextFormat;
}

/** Prints what is known of the errors in some logs. It explains and does not judge: the exit code tells nothing of them. */
export async function executeExplainLog(
  { file, format }: ExplainLogArguments,
  shell: Shell,
): Promise<number> {
  const sources = await logSources(file, shell);
  const explainer = createLogExplainer();
  const { logs, interrupted } = await readAll(sources, explainer, shell);
  const report: LogReport = {
    schema: 1,
    tool: { name: 'hybrid-preflight', version: shell.version },
    logs,
    ...(interrupted === undefined ? {} : { interrupted }),
    causes: explainer.explanations().map(causeOf),
  };
  shell.stdout.write(
    format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : logText(report, shell.stdout),
  );
  if (interrupted === undefined) return EXIT.passed;
  return interrupted === 'SIGTERM' ? EXIT.SIGTERM : EXIT.SIGINT;
}

type ReadLogs = {
  readonly logs: readonly ReadLog[];
  readonly interrupted: Interruption | undefined;
};

/** Who follows a log ends it with Ctrl-C, and wants to see what was in it. */
async function readAll(
  sources: readonly LogSource[],
  explainer: LogExplainer,
  shell: Shell,
): Promise<ReadLogs> {
  const abort = new AbortController();
  let interrupted: Interruption | undefined;
  const stop = shell.onInterrupt((signal) => {
    interrupted = signal;
    abort.abort();
  });
  const logs: ReadLog[] = [];
  try {
    for (const source of sources) {
      const { name } = source;
      const take = explainer.take.bind(explainer, name);
      logs.push({ name, lines: await readLog(source, take, abort.signal) });
      if (abort.signal.aborted) break;
    }
  } finally {
    stop();
  }
  return { logs, interrupted };
}
