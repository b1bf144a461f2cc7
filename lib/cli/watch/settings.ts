/** What `watch` goes by: of its flags, the configuration file, the environment and the person. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { partProblem } from '../../adapters/secrets-manager/api-key.ts';
import { configurationIn } from '../../config/file.ts';
import type { ConfiguredOrganization } from '../../config/organization.ts';
import { ConfigurationError } from '../../config/problems.ts';
import { callUrl } from '../../config/urls.ts';
import { EVERY_MINUTES } from '../../core/rate/interval.ts';
import { API_KEY_VARIABLES, WEBHOOK_VARIABLE } from '../../names.ts';
import { type ApiKey, Secret } from '../../sync/secret.ts';
import { chosenOrganization, type Holder } from '../choose-organization.ts';
import { CommandError } from '../command-error.ts';
import { configured } from '../configured.ts';
import type { Host } from '../host.ts';

const FILE: Holder = {
  name: 'The configuration file',
  empty: { message: 'The configuration file has no organization.', remedy: 'Add one to it.' },
};

/** The organization that is meant, at the interval that is meant. Throws a `CommandError`. */
export function organizationOf(
  flags: { readonly org?: string; readonly every?: string },
  host: Host,
): ConfiguredOrganization {
  const { organizations } = configurationOf(host);
  const id = chosenOrganization(
    organizations.map((organization) => organization.id),
    flags.org,
    FILE,
  );
  const found = organizations.find((organization) => organization.id === id);
  if (found === undefined) throw new CommandError('not found', `There is no organization ${id}.`);
  return { ...found, everyMinutes: minutesOf(flags.every) ?? found.everyMinutes };
}

function configurationOf(host: Host) {
  try {
    return configured(host) ?? configurationIn('The default configuration', { email: [] });
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new CommandError('usage', error.message, 'Mend the file, or start this in another folder.');
  }
}

/** The minutes that the flag gives; null where it is not given. Throws a `CommandError`. */
export function minutesOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const { least, most } = EVERY_MINUTES;
  if (/^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= most) return Number(text);
  throw new CommandError(
    'usage',
    `--every "${text}" is no interval.`,
    `Give whole minutes, ${least} to ${most}.`,
  );
}

/** The folder that data of all organizations are in. */
export function dataFolderOf(given: string | undefined, { env, directory }: Host): string {
  if (given !== undefined) return resolve(directory, given);
  // The XDG specification has relative paths in the variable ignored.
  const base = env.XDG_DATA_HOME?.startsWith('/')
    ? env.XDG_DATA_HOME
    : join(env.HOME || homedir(), '.local', 'share');
  return join(base, 'tunnelwatch');
}

/** The address that alerts are posted to; null where none is given. Nothing of it is repeated in an error. */
export function webhookOf(given: string | undefined, { env }: Host): string | null {
  const url = given ?? (env[WEBHOOK_VARIABLE] || undefined);
  if (url === undefined) return null;
  const parsed = v.safeParse(callUrl, url);
  if (parsed.success) return parsed.output;
  const source = given === undefined ? WEBHOOK_VARIABLE : '--webhook';
  throw new CommandError(
    'usage',
    `What ${source} gives cannot be used.`,
    `Give ${parsed.issues[0].message}.`,
  );
}

/** The API key of the environment, else of the person. Throws a `CommandError` where there is none to be had. */
export async function apiKeyOf(host: Host): Promise<ApiKey> {
  const given = {
    key: host.env[API_KEY_VARIABLES.key] ?? '',
    secret: host.env[API_KEY_VARIABLES.secret] ?? '',
  };
  const isGiven = given.key !== '' || given.secret !== '';
  const prompter = host.prompter();
  if (isGiven) {
    for (const name of ['key', 'secret'] as const) {
      const wrong = partProblem(name, given[name]);
      if (wrong !== null)
        throw new CommandError(
          'usage',
          `${API_KEY_VARIABLES[name]} ${wrong}.`,
          'Give both, as Secure Access showed them.',
        );
    }
    return keyOf(given);
  }
  if (prompter === null)
    throw new CommandError(
      'usage',
      'There is no API key, and nobody at a terminal who could be asked for it.',
      `Set ${API_KEY_VARIABLES.key} and ${API_KEY_VARIABLES.secret}; or try it with --demo, which needs none.`,
    );
  const problem = (name: 'key' | 'secret') => (answer: string) => {
    const wrong = partProblem(name, answer);
    return wrong === null ? null : `This ${wrong}.`;
  };
  const key = await prompter.secret({ message: 'API key', problem: problem('key') });
  return keyOf({ key, secret: await prompter.secret({ message: 'API secret', problem: problem('secret') }) });
}

function keyOf({ key, secret }: { readonly key: string; readonly secret: string }): ApiKey {
  return { key: new Secret(key.trim()), secret: new Secret(secret.trim()) };
}
