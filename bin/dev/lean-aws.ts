import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Of these, the build for Node is one file that nothing can be left out of: that of EC2 has 1.3 MB of schemas. */
const CLIENTS = ['client-direct-connect', 'client-ec2', 'client-eks'];

/** Takes the modules of the AWS clients one by one, so that what no call needs stays out of the bundle. */
export const leanAws: Plugin = {
  name: 'lean-aws',
  setup: (build) => {
    build.onResolve({ filter: /^@aws-sdk\/client-[a-z0-9-]+$/ }, ({ path, resolveDir, kind }) => {
      const isKnown = CLIENTS.includes(path.replace('@aws-sdk/', ''));
      return isKnown ? build.resolve(`${path}/dist-es/index.js`, { resolveDir, kind }) : undefined;
    });
    build.onLoad(
      { filter: /client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]\w+\.js$/ },
      async ({ path }) => ({
        contents: withPlainKeys(await readFile(path, 'utf8')),
        loader: 'js',
      }),
    );
  },
};

/**
 * Writes `{ ["item"]: … }` for `{ [_i]: … }` where `_i` is a constant text: of a key that is a name, the bundler cannot
 * tell that computing it has no effect, and keeps the schema that nobody uses.
 */
function withPlainKeys(source: string): string {
  const texts = new Map(
    [...source.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name = '', text = '']) => [
      name,
      text,
    ]),
  );
  return source.replace(/\[(_\w+)\]:/g, (whole, name: string) => {
    const text = texts.get(name);
    return text === undefined ? whole : `[${text}]:`;
  });
}
