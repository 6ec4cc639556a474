import type { SiteWebhook } from '#core/webhook.ts';
import { readResources } from '#lib/cluster-webhooks/read-resources.ts';
import { resolveWebhooks } from '#lib/cluster-webhooks/resolve.ts';
import { parseJson, problemsOf, type SourceFile } from './import/document.ts';
import type { Problem } from './problem.ts';
import { readText, type ReadLimit } from './read.ts';

export type ReadClusterResources =
  | {
      readonly ok: true;
      readonly webhooks: readonly SiteWebhook[];
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const SAVE =
  'save it again: kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations,apiservices,services,endpointslices -A -o json > file';

/** Services and EndpointSlices of some ten thousand. */
const LIMIT: ReadLimit = { mostBytes: 32 * 1024 * 1024, remedy: SAVE };

/** No cluster has more, and each is a case. */
const MOST_WEBHOOKS = 1000;
/** Every report carries them, authorities included. */
const MOST_CHARACTERS = 2 * 1024 * 1024;

const TOO_MANY = {
  what: `names more than ${MOST_WEBHOOKS} webhooks, or 2 MiB of them`,
  expected: 'leave those out that run in the cloud',
};

/** Returns the webhooks in a file of saved resources, each at its pods in these networks. Other kinds are not read. */
export async function readClusterResources(
  { path, name }: SourceFile,
  networks: readonly string[],
): Promise<ReadClusterResources> {
  const read = await readText(path, LIMIT);
  if (!read.ok) return refused({ ...forJson(read.problem), file: name });
  const parsed = parseJson(name, read.source.text, SAVE);
  if (!parsed.ok) return parsed;
  const { document } = parsed;
  const { resources, faults, missing } = readResources(document.tree.value);
  if (faults.length > 0) return { ok: false, problems: problemsOf(document, faults) };
  const start = { file: name, line: 1, column: 1, path: '' };
  if (missing.length > 0) {
    return refused({ ...start, what: `holds no ${missing.join(', no ')}`, expected: SAVE });
  }
  if (resources.calls.length > MOST_WEBHOOKS) return refused({ ...start, ...TOO_MANY });
  const { webhooks, notes } = resolveWebhooks(resources, networks);
  if (webhooks.length > MOST_WEBHOOKS || sizeOf(webhooks) > MOST_CHARACTERS) {
    return refused({ ...start, ...TOO_MANY });
  }
  return { ok: true, webhooks, notes };
}

function refused(problem: Problem): ReadClusterResources {
  return { ok: false, problems: [problem] };
}

function forJson(problem: Problem): Problem {
  return { ...problem, expected: problem.expected.replace('a YAML file', 'a JSON file') };
}

/** Estimated: to write out all of them would be what is to be prevented. */
function sizeOf(webhooks: readonly SiteWebhook[]): number {
  const letters = webhooks.map(
    ({ name, path, trust }) =>
      name.length + path.length + (trust.kind === 'given' ? trust.authority.length : 0),
  );
  return letters.reduce((sum, one) => sum + one, 0);
}
