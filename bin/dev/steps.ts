import { spawn } from 'node:child_process';

/** One command of a gate, with the name that its verdict is printed under. */
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Runs the steps side by side, prints what each said when it ends, and returns whether all passed. */
export async function runSteps(steps: readonly Step[]): Promise<boolean> {
  const passed = await Promise.all(steps.map(runStep));
  return passed.every(Boolean);
}

async function runStep({ name, command, args }: Step): Promise<boolean> {
  const startedMs = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      resolve(status ?? 1);
    });
  });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${name}  ${seconds} s`);
  if (code !== 0) console.log(Buffer.concat(output).toString());
  return code === 0;
}
