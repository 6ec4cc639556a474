import type { Interruption } from '#core/report.ts';
import type { AwsReading } from '#core/aws-reading.ts';
import { type AwsFolder } from '../../config/import/aws-folder.ts';
import { liveFolder } from '../../config/import/aws-live.ts';
import type { ClusterNamed } from '../../config/import/import-site.ts';
import { CLUSTER_NAME, REGION } from '../../config/import/rules.ts';
import { quote } from '../../config/problem.ts';
import { Interrupted } from '../interrupted.ts';
import { createHeartbeat } from '../live/heartbeat.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';
import { saveAnswers } from './save-answers.ts';
import { gapNote, noReading } from './words.ts';

export interface AwsRequest {
  readonly cluster?: string | undefined;
  readonly region?: string | undefined;
  /** Where the answers are to be kept as well. */
  readonly saveAws?: string | undefined;
}

/** Asks AWS itself with the credentials at hand; the options go before what the files name. Throws UsageError. */
export async function askAws(
  request: AwsRequest,
  named: ClusterNamed,
  shell: Shell,
): Promise<AwsFolder> {
  const asked = { cluster: clusterOf(request, named), region: regionOf(request, named, shell) };
  const reading = await read(asked, shell);
  if (!reading.ok) throw new UsageError(noReading(reading, asked.cluster));
  const { answers, gaps, region } = reading;
  if (request.saveAws !== undefined) await saveAnswers(request.saveAws, answers, shell);
  const folder = liveFolder(answers, region);
  return { ...folder, notes: [...gaps.map(gapNote), ...folder.notes] };
}

function clusterOf({ cluster }: AwsRequest, named: ClusterNamed): string {
  const name = cluster ?? named.cluster;
  if (name === undefined) {
    throw new UsageError(
      '--aws needs the name of the cluster: --cluster, --node-config or --eksctl',
    );
  }
  const why = CLUSTER_NAME.whyNot(name);
  if (why === undefined) return name;
  throw new UsageError(`--cluster ${quote(name)} ${why}: write ${CLUSTER_NAME.example}`);
}

/** Undefined leaves it to the profile. The SDK knows the second variable not, which the CLI knows. */
function regionOf(
  { region }: AwsRequest,
  named: ClusterNamed,
  { environment }: Shell,
): string | undefined {
  const { AWS_REGION, AWS_DEFAULT_REGION } = environment;
  const all = [region, named.region, AWS_REGION, AWS_DEFAULT_REGION];
  const name = all.find((one) => one !== undefined && one !== '');
  const why = name === undefined ? undefined : REGION.whyNot(name);
  if (why === undefined) return name;
  throw new UsageError(`${quote(name)} ${why}: name ${REGION.example} by --region`);
}

async function read(
  { cluster, region }: ClusterNamed & { readonly cluster: string },
  shell: Shell,
): Promise<AwsReading> {
  // The SDK is large, and whoever does not ask AWS does not load it.
  const { readAccount } = await import('../../io/aws/read-account.ts');
  const { environment } = shell;
  const abort = new AbortController();
  let by: Interruption | undefined;
  const release = shell.onInterrupt((signal) => {
    by = signal;
    abort.abort();
  });
  let answered = 0;
  const heartbeat = createHeartbeat(performance.now.bind(performance), () => {
    shell.stderr.write(`asking AWS: ${answered} answers so far\n`);
  });
  const onAnswer = (): void => {
    answered += 1;
  };
  try {
    return await readAccount({ cluster, region, environment, signal: abort.signal, onAnswer });
  } catch (error) {
    if (by !== undefined) throw new Interrupted(by);
    throw error;
  } finally {
    heartbeat.stop();
    release();
  }
}
