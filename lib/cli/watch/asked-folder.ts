/** Which folder of `watch` a command asks, where it asks one. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DATA_VARIABLE } from '../../names.ts';
import { TABLES_FOLDER } from '../../watch/data.ts';
import { listed } from '../choose-organization.ts';
import { CommandError } from '../command-error.ts';
import type { Host } from '../host.ts';
import type { WhereFlags } from '../locate.ts';

/** Flags that name what is deployed. */
const DEPLOYED = ['stack', 'table', 'profile', 'region'] as const;

/**
 * The folder with the data of one organization; null where what is deployed is meant. Throws a `CommandError` where there are no
 * data, where they are several organizations', and where flags contradict each other.
 */
export function askedFolder(
  flags: WhereFlags & { readonly org?: string },
  { env, directory }: Pick<Host, 'env' | 'directory'>,
): string | null {
  const other = DEPLOYED.find((flag) => flags[flag] !== undefined);
  if (flags.data === undefined && other !== undefined) return null;
  if (flags.data !== undefined && other !== undefined)
    throw new CommandError(
      'usage',
      `--data and --${other} do not go together.`,
      'The first asks what watch keeps on this machine, the other what is deployed.',
    );
  const given = flags.data ?? (env[DATA_VARIABLE] || undefined);
  return given === undefined ? null : withData(resolve(directory, given), flags.org);
}

/** The folder itself, or the one in it that is meant. */
function withData(folder: string, organization: string | undefined): string {
  if (isData(folder)) return folder;
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const names = isFolder ? readdirSync(folder).filter((name) => isData(join(folder, name))) : [];
  const named = names.filter((name) => organization === undefined || name === organization);
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) return join(folder, only);
  if (only === undefined)
    throw new CommandError(
      'not found',
      `In ${folder} are no data of watch${names.length > 0 ? ` of organization ${organization}` : ''}.`,
      names.length > 0
        ? `There are data of: ${listed(names)}.`
        : 'watch prints, as it starts, where it keeps them.',
    );
  throw new CommandError(
    'usage',
    `In ${folder} are data of ${names.length} organizations.`,
    `Give the folder of one of them: ${listed(names.map((name) => join(folder, name)))}.`,
  );
}

function isData(folder: string): boolean {
  return existsSync(join(folder, TABLES_FOLDER));
}
