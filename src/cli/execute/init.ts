import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { derive } from '../../config/import/derive.ts';
import { type ClusterNamed, importSite, type Sources } from '../../config/import/import-site.ts';
import { missingSettings, writeConfig } from '../../config/import/write.ts';
import { configSchema } from '../../config/schema.ts';
import { starterConfig } from '../../config/starter.ts';
import { askAws, type AwsRequest } from '../aws/ask-aws.ts';
import { prepareFolder } from '../aws/save-answers.ts';
import { tellNotes } from '../notes.ts';
import { refusal } from '../open-config.ts';
import { BUILT_IN } from '../open-preflight.ts';
import { reasonOf, replaceFile } from '../outputs.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';

const SCHEMA_FILE = 'preflight.schema.json';

export interface InitArguments extends Sources, AwsRequest {
  readonly aws: boolean;
  readonly path: string;
  readonly force: boolean;
}

/** Writes a config, a starter or one of what the files say, and the schema beside it so that editors can help. */
export async function executeInit(argv: InitArguments, shell: Shell): Promise<number> {
  const { path, force } = argv;
  const file = resolve(shell.workingDirectory, path);
  if (path !== '-' && !force && (await exists(file))) {
    throw new UsageError(`${path} exists already: --force replaces it, --path names another`);
  }
  const { aws, cluster, region, saveAws } = argv;
  if (!aws && [cluster, region, saveAws].some((one) => one !== undefined)) {
    throw new UsageError('--cluster, --region and --save-aws go with --aws');
  }
  if (saveAws !== undefined) await prepareFolder(saveAws, shell);
  const { text, summary, notes } = await draft(argv, shell);
  tellNotes(notes, shell);
  if (path === '-') {
    shell.stdout.write(text);
    return 0;
  }
  const schema = join(dirname(file), SCHEMA_FILE);
  try {
    await replaceFile(file, text);
    await replaceFile(schema, `${JSON.stringify(configSchema(BUILT_IN.checks), null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`${path}: ${reasonOf(error)}`);
  }
  shell.stdout.write(
    `Wrote ${path} and ${SCHEMA_FILE}. ${summary}, then: hybrid-preflight validate, hybrid-preflight run\n`,
  );
  return 0;
}

interface Draft {
  readonly text: string;
  /** What was found, and what the user is to do: no full stop at its end. */
  readonly summary: string;
  readonly notes: readonly string[];
}

/** Throws UsageError where a file cannot be used, or two contradict each other. */
async function draft(argv: InitArguments, shell: Shell): Promise<Draft> {
  const { nodeConfig, eksctl, awsJson, aws } = argv;
  if (!aws && [nodeConfig, eksctl, awsJson].every((source) => source === undefined)) {
    return { text: starterConfig(), summary: 'Fill in your networks', notes: [] };
  }
  const { workingDirectory } = shell;
  const asking = aws ? { askAws: (named: ClusterNamed) => askAws(argv, named, shell) } : {};
  const site = await importSite({ nodeConfig, eksctl, awsJson }, { workingDirectory, ...asking });
  if (site.problems.length > 0) throw refusal(site.problems, 'what was handed in');
  const claims = derive(site.claims);
  const inferred = claims.filter((claim) => claim.inferred !== undefined).length;
  const missing = missingSettings(claims);
  const found = `${claims.length - inferred} settings were read, ${inferred} inferred and marked so.`;
  const todo =
    missing.length === 0 ? 'Look through it' : `Still missing: ${missing.join(', ')}. Fill them in`;
  return { text: writeConfig(claims), summary: `${found} ${todo}`, notes: site.notes };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
