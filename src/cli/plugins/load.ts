import { createRequire } from 'node:module';
import { dirname, isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../usage-error.ts';
import { complaintsAbout, type Contribution } from './contract.ts';
import type { Known } from './known.ts';

/**
 * Loads the plugins that a config names and returns the known checks and renderers with theirs at the end.
 * Files are found beside the config, packages from there upwards.
 * Throws UsageError that names the plugin, what it lacks, and what would be right.
 */
export async function loadPlugins(
  plugins: readonly string[],
  configFile: string,
  builtIn: Known,
): Promise<Known> {
  let known = builtIn;
  for (const plugin of plugins) {
    const exported = await importPlugin(plugin, configFile);
    const complaints = complaintsAbout(exported, known);
    if (complaints.length > 0) {
      throw new UsageError(complaints.map((line) => `plugin ${plugin}: ${line}`).join('\n'));
    }
    // Every field that the contract asks for was just looked at.
    const { checks = [], renderers = [] } = exported as Contribution;
    known = {
      checks: [...known.checks, ...checks],
      renderers: [...known.renderers, ...renderers],
    };
  }
  return known;
}

async function importPlugin(plugin: string, configFile: string): Promise<unknown> {
  const isFile = plugin.startsWith('.') || isAbsolute(plugin);
  try {
    const path = isFile
      ? resolve(dirname(configFile), plugin)
      : createRequire(resolve(configFile)).resolve(plugin);
    const exported: unknown = await import(pathToFileURL(path).href);
    return exported;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
    const advice = isFile
      ? 'name a .ts or .mjs file, relative to the config'
      : `install it beside the config: npm install ${plugin}`;
    throw new UsageError(
      `plugin ${plugin}: ${missing ? 'cannot be found' : firstLine(message)}: ${advice}`,
    );
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
