import { main } from './main.ts';
import { createShell } from './process-shell.ts';

const shell = createShell();

main(process.argv.slice(2), shell).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    shell.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
