import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { repetitions } from './fields.ts';
import { type Configuration, configurationIn } from './file.ts';
import { ConfigurationError } from './problems.ts';

/** Where the configuration is looked for if nobody says otherwise. */
export const CONFIG_FILE = 'tunnelwatch.config.json';

/** Names another file, where the context value `config` of CDK does not. */
export const CONFIG_VARIABLE = 'TUNNELWATCH_CONFIG';

export interface ConfigLocation {
  /** Folder that relative paths start from. */
  readonly directory: string;
  /** The file somebody asked for; it must exist then. */
  readonly path?: string | undefined;
}

export interface LoadedConfiguration {
  readonly config: Configuration;
  /** For the person at the screen; null where there is nothing to be said. */
  readonly notice: string | null;
}

/**
 * Reads the configuration. Without a file nobody asked for, the defaults with no recipients, so that a first `cdk synth`
 * shows what would be made. Throws a ConfigurationError for a file that is asked for and absent, unreadable, no JSON, or wrong.
 */
export function loadConfig({ directory, path }: ConfigLocation): LoadedConfiguration {
  const file = path ?? CONFIG_FILE;
  const text = read(isAbsolute(file) ? file : join(directory, file));
  if (text === null) {
    if (path !== undefined)
      throw new ConfigurationError(
        `There is no file ${file}. It was asked for by the context value "config" or by ${CONFIG_VARIABLE}: correct ` +
          'the path, or write the file (tunnelwatch.config.example.json is one to start from).',
        [],
      );
    return {
      config: configurationIn('The default configuration', { email: [] }),
      notice: `There is no ${CONFIG_FILE}: with the defaults, NOBODY WILL BE TOLD of anything. Before deploying, write {"email":["you@example.com"]} to it.`,
    };
  }
  const config = configurationIn(file, parse(file, text));
  return { config, notice: config.email.length === 0 ? nobody(file) : null };
}

/**
 * Reads several files, each an installation of its own: `path` names them with commas between. Throws a ConfigurationError also where
 * two of them are to become one stack.
 */
export function loadConfigs({ directory, path }: ConfigLocation): readonly LoadedConfiguration[] {
  const paths = path === undefined ? [undefined] : path.split(',').map((one) => one.trim());
  const loaded = paths.map((one) => loadConfig({ directory, path: one }));
  const stacks = loaded.map(({ config }) => config.stackName);
  for (const { index, first } of repetitions(stacks))
    throw new ConfigurationError(
      `${paths[index]} has the stackName of ${paths[first]}, ${stacks[index]}: deployed, one would take the place of the other. Give it another.`,
      [],
    );
  return loaded;
}

function nobody(file: string): string {
  return `${file} names no one in "email": alerts reach only those who subscribe to the topic by other means.`;
}

/** null where there is no such file. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
    if (code === 'ENOENT') return null;
    throw new ConfigurationError(`${path} cannot be read (${String(code)}).`, []);
  }
}

function parse(file: string, text: string): unknown {
  try {
    // Editors on Windows may begin a file with a byte order mark, which is no JSON.
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      `${file} is not JSON: ${why}. Comments and trailing commas are not allowed.`,
      [],
    );
  }
}
