import type { AwsFacts } from '#core/aws-facts.ts';
import { joinFacts, NO_FACTS } from '#lib/aws-facts/facts.ts';
import { readAnswer } from '#lib/aws-facts/read-answer.ts';
import { importAws, type Sought } from '../../../src/config/import/aws.ts';
import type { AwsFolder } from '../../../src/config/import/aws-folder.ts';
import type { Imported } from '../../../src/config/import/claim.ts';
import { formatPath } from '../../../src/config/problem.ts';

/** One saved answer a value, named by its turn. */
export function folderOf(values: readonly object[]): AwsFolder {
  const files = values.map((value, index) => ({ value, file: `${index}.json` }));
  const positionOf = () => ({ line: 1, column: 1 });
  const documents = new Map(
    files.map(({ file, value }) => [file, { file, tree: { value, positionOf } }]),
  );
  const facts = files
    .map(({ file, value }): AwsFacts => readAnswer(value, file).facts)
    .reduce(joinFacts, NO_FACTS);
  return { facts, documents, problems: [], notes: [], size: 0 };
}

export const NOBODY: Sought = { cluster: undefined, remoteNodes: [] };

export function imported(values: readonly object[], sought = NOBODY): Imported {
  return importAws(folderOf(values), sought);
}

export function valueOf({ claims }: Imported, setting: string): unknown {
  return claims.find((claim) => formatPath(claim.setting) === setting)?.value;
}

/** The answer of describe-cluster, with what else is to be in it. */
export const cluster = (name: string, rest: object = {}) => ({
  cluster: {
    name,
    status: 'ACTIVE',
    resourcesVpcConfig: { vpcId: 'vpc-1' },
    remoteNetworkConfig: { remoteNodeNetworks: [{ cidrs: ['10.80.0.0/16'] }] },
    ...rest,
  },
});
