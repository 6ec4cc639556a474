import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AwsFacts } from '#core/aws-facts.ts';
import { joinFacts, NO_FACTS } from '#lib/aws-facts/facts.ts';
import { readAnswer } from '#lib/aws-facts/read-answer.ts';
import { legibleText } from '#lib/text/quote.ts';
import type { Problem } from '../problem.ts';
import { readText } from '../read.ts';
import {
  JSON_LIMIT,
  parseJson,
  problemsOf,
  type SourceDocument,
  type SourceFile,
} from './document.ts';

export interface AwsFolder {
  readonly facts: AwsFacts;
  /** by the name that facts know them by */
  readonly documents: ReadonlyMap<string, SourceDocument>;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** How much text it holds, in characters. */
  readonly size: number;
}

const EMPTY: AwsFolder = {
  facts: NO_FACTS,
  documents: new Map(),
  problems: [],
  notes: [],
  size: 0,
};

/** All of it is held at once, to tell where a value stands. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** Nobody saves more answers than this of one cluster; a folder that holds more is another. */
const MOST_FILES = 200;

/** Reads every file of a folder that holds answers of the AWS CLI, whatever its name; folders in it are passed over. */
export async function readAwsFolder({ path, name }: SourceFile): Promise<AwsFolder> {
  const listed = await listFiles(path);
  if (!listed.ok) return refusal(name, listed.what, 'name the folder with the saved answers');
  if (listed.files.length > MOST_FILES) {
    return refusal(
      name,
      `holds more than ${MOST_FILES} files`,
      'name a folder of saved answers alone',
    );
  }
  let folder: AwsFolder = EMPTY;
  // One after the other: each may be large.
  for (const file of listed.files) {
    folder = joinFolders(
      folder,
      await readFile({ path: join(path, file), name: join(name, legibleText(file)) }),
    );
    if (folder.size > MOST_CHARACTERS)
      return refusal(name, 'holds more than 64 MiB', JSON_LIMIT.remedy);
  }
  if (folder.documents.size > 0 || folder.problems.length > 0) return folder;
  return refusal(name, 'holds no answer of the AWS CLI that is known', HOW_TO_SAVE);
}

const HOW_TO_SAVE =
  'save some, such as: aws eks describe-cluster --name … --output json > cluster.json';

type Listed =
  | { readonly ok: true; readonly files: readonly string[] }
  | { readonly ok: false; readonly what: string };

async function listFiles(path: string): Promise<Listed> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const files = entries.filter(
      (entry) => (entry.isFile() || entry.isSymbolicLink()) && !entry.name.startsWith('.'),
    );
    return { ok: true, files: files.map((entry) => entry.name).toSorted() };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { ok: false, what: 'does not exist' };
    if (code === 'ENOTDIR') return { ok: false, what: 'is no folder' };
    return { ok: false, what: `cannot be read: ${code ?? 'for an unknown reason'}` };
  }
}

function refusal(file: string, what: string, expected: string): AwsFolder {
  const problem = { file, line: 1, column: 1, path: '', what, expected };
  return { ...EMPTY, problems: [problem] };
}

async function readFile({ path, name }: SourceFile): Promise<AwsFolder> {
  const read = await readText(path, JSON_LIMIT);
  if (!read.ok) return unreadable({ ...read.problem, file: name });
  const { text } = read.source;
  if (!/^\s*[{[]/.test(text)) return { ...EMPTY, notes: [`${name} is no JSON, and passed over`] };
  const parsed = parseJson(name, text);
  if (!parsed.ok) return { ...EMPTY, problems: parsed.problems };
  const { document } = parsed;
  const { facts, faults, commands, isPartial } = readAnswer(document.tree.value, name);
  if (commands.length === 0) {
    return { ...EMPTY, notes: [`${name} holds no answer that is known, and is passed over`] };
  }
  const partial = `${name} holds only the first page (NextToken): save it without --max-items and --no-paginate`;
  return {
    facts,
    documents: new Map([[name, document]]),
    problems: problemsOf(document, faults),
    notes: isPartial ? [partial] : [],
    size: text.length,
  };
}

/** What bears another name than an answer and is no text is somebody else's file; a shell of Windows writes UTF-16. */
function unreadable(problem: Problem): AwsFolder {
  const isAnswer = problem.file.endsWith('.json') || problem.what.includes('UTF-16');
  if (isAnswer) return { ...EMPTY, problems: [problem] };
  return { ...EMPTY, notes: [`${problem.file} ${problem.what}, and is passed over`] };
}

function joinFolders(a: AwsFolder, b: AwsFolder): AwsFolder {
  return {
    facts: joinFacts(a.facts, b.facts),
    documents: new Map([...a.documents, ...b.documents]),
    problems: [...a.problems, ...b.problems],
    notes: [...a.notes, ...b.notes],
    size: a.size + b.size,
  };
}
