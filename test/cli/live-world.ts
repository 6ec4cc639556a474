import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FakeAws, type FakeAwsOptions, startFakeAws } from '../servers/aws.ts';
import { ACCESS_KEY, SECRET_KEY, SESSION_TOKEN } from '../servers/aws-signature.ts';
import { SITE } from './import-world.ts';

export const FILES = ['--node-config', 'nodeConfig.yaml', '--eksctl', 'cluster.yaml'];
export const LIVE = ['init', '--aws', ...FILES];
export const ANSWERS = join(SITE, 'answers');

/** What the SDK reads is the environment of the process: here the one of an engineer who has logged in. */
export function logIn(url: string): void {
  for (const name of Object.keys(process.env)) {
    if (/^AWS_|_PROXY$/i.test(name)) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: SECRET_KEY,
    AWS_SESSION_TOKEN: SESSION_TOKEN,
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
  });
}

export async function withAws<T>(
  options: FakeAwsOptions,
  use: (aws: FakeAws) => Promise<T>,
): Promise<T> {
  const aws = await startFakeAws(ANSWERS, options);
  logIn(aws.url);
  try {
    return await use(aws);
  } finally {
    await aws.close();
  }
}

export function written(folder: string): string {
  return readFileSync(join(folder, 'preflight.yaml'), 'utf8');
}
