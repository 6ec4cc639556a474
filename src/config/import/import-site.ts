import { resolve } from 'node:path';
import { formatPath, type Problem } from '../problem.ts';
import { importAws, type Sought } from './aws.ts';
import { type AwsFolder, readAwsFolder } from './aws-folder.ts';
import { type Claim, type Imported, joinImports, NOTHING_IMPORTED } from './claim.ts';
import { openYaml, type SourceDocument, type SourceFile } from './document.ts';
import { importEksctl } from './eksctl.ts';
import { importNodeConfig } from './node-config.ts';
import { reconcile } from './reconcile.ts';

/** The files to read a site from, as the user names them. */
export interface Sources {
  readonly nodeConfig?: string | undefined;
  readonly eksctl?: string | undefined;
  readonly awsJson?: string | undefined;
}

/** What the files say of the cluster that is to be asked for. */
export interface ClusterNamed {
  readonly cluster: string | undefined;
  readonly region: string | undefined;
}

/** Where the sources are, and who asks AWS itself, where that is wanted. */
export interface SourceWorld {
  readonly workingDirectory: string;
  readonly askAws?: (named: ClusterNamed) => Promise<AwsFolder>;
}

export interface ImportedSite {
  /** One a setting. */
  readonly claims: readonly Claim[];
  /** With any, the claims are worth nothing. */
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}

/** Reads the files and lays them together. Problems are returned, all at once. */
export async function importSite(
  { nodeConfig, eksctl, awsJson }: Sources,
  { workingDirectory, askAws }: SourceWorld,
): Promise<ImportedSite> {
  const at = (name: string): SourceFile => ({ name, path: resolve(workingDirectory, name) });
  const files = joinImports(
    await Promise.all([
      nodeConfig === undefined ? NOTHING_IMPORTED : fromYaml(at(nodeConfig), importNodeConfig),
      eksctl === undefined ? NOTHING_IMPORTED : fromYaml(at(eksctl), importEksctl),
    ]),
  );
  const sought = soughtIn(files.claims);
  const saved = awsJson === undefined ? undefined : await readAwsFolder(at(awsJson));
  const live = files.problems.length > 0 ? undefined : await askAws?.(sought);
  const aws = [saved, live].map((folder) =>
    folder === undefined ? NOTHING_IMPORTED : importAws(folder, sought),
  );
  const all = joinImports([files, ...aws]);
  const { claims, problems } = reconcile(all.claims);
  return { claims, problems: [...all.problems, ...problems], notes: all.notes };
}

async function fromYaml(
  file: SourceFile,
  read: (document: SourceDocument) => Imported,
): Promise<Imported> {
  const opened = await openYaml(file);
  return opened.ok ? read(opened.document) : { ...NOTHING_IMPORTED, problems: opened.problems };
}

function soughtIn(claims: readonly Claim[]): Sought & ClusterNamed {
  const value = (setting: string): unknown =>
    claims.find((claim) => formatPath(claim.setting) === setting)?.value;
  const text = (setting: string): string | undefined => {
    const found = value(setting);
    return typeof found === 'string' ? found : undefined;
  };
  const remoteNodes = value('networks.remoteNodes');
  return {
    cluster: text('cluster.name'),
    region: text('cluster.region'),
    remoteNodes: Array.isArray(remoteNodes) ? remoteNodes.map(String) : [],
  };
}
