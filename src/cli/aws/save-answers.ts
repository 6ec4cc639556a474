import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AwsAnswer } from '#core/aws-reading.ts';
import { reasonOf, replaceFile } from '../outputs.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';

/** Refuses a folder that holds something: answers of two days, read as one, would contradict each other. */
export async function prepareFolder(name: string, { workingDirectory }: Shell): Promise<void> {
  const folder = resolve(workingDirectory, name);
  const held = await attempt(name, async () => {
    await mkdir(folder, { recursive: true });
    return readdir(folder);
  });
  if (held.length > 0) {
    throw new UsageError(`--save-aws ${name}: the folder is not empty; name a new one`);
  }
}

/** Writes each answer to a file of its own, as the AWS CLI would, but for what secures tunnels and sessions. */
export async function saveAnswers(
  name: string,
  answers: readonly AwsAnswer[],
  { workingDirectory, stderr }: Shell,
): Promise<void> {
  const folder = resolve(workingDirectory, name);
  await attempt(name, async () => {
    for (const answer of answers) {
      const text = `${JSON.stringify(answer.value, null, 2)}\n`;
      await replaceFile(join(folder, `${fileName(answer)}.json`), text);
    }
  });
  stderr.write(`saved ${answers.length} answers to ${name}, for --aws-json\n`);
}

/** An id comes from the other side: nothing of it may lead elsewhere. */
function fileName({ command, of }: AwsAnswer): string {
  return [command, ...(of === null ? [] : [of])].join(' ').replaceAll(/[^\w-]+/g, '-');
}

async function attempt<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new UsageError(`--save-aws ${name}: ${reasonOf(error)}`);
  }
}
