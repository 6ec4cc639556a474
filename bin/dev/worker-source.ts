import { build } from 'esbuild';

/** The CommonJS packages among the dependencies ask for built-in modules through `require`. */
export const REQUIRE = {
  js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
};

/** Returns a thread's or a process's program as one text, for where there is no file; `eval` of a worker takes CommonJS only. */
export async function workerSource(file: string, format: 'cjs' | 'esm'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    format,
    ...(format === 'esm' ? { banner: REQUIRE } : {}),
    platform: 'node',
    target: 'node22',
    minify: true,
    legalComments: 'none',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
