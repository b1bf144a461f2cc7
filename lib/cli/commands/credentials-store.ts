import { Command } from 'commander';
import { NEVER } from '../../adapters/secrets-manager/api-key.ts';
import { plural } from '../../core/alerts/duration.ts';
import { RunFailure } from '../../core/failure.ts';
import type { ApiKey } from '../../sync/secret.ts';
import { CommandError } from '../command-error.ts';
import { daysUntil } from '../credentials/days-until.ts';
import { excessWords, failureOfKey, keyError, workedWords } from '../credentials/judge-key.ts';
import { type GivenKey, readKey } from '../credentials/read-key.ts';
import { unlessGone } from '../gone.ts';
import type { Host } from '../host.ts';
import { type TargetFlags, withTargetOptions } from '../options.ts';
import { jsonText } from '../output/json.ts';
import { type Target, targetOf } from '../target.ts';

interface Flags extends TargetFlags {
  readonly expires?: string;
  readonly unverified?: boolean;
}

const HELP = `
Asks for key and secret; neither is shown, and neither can be given as an argument, where other users of the machine could
see it. Where nobody sits at a terminal, standard input gives them: two lines, or {"key":"…","secret":"…"}.

The key is tried before it is stored: a token is asked for, and one page of groups.
`;

const SET_EXAMPLES = `
Examples:
  $ tunnelwatch credentials set
  $ tunnelwatch credentials set --org acme --expires 2027-03-31
  $ pass show secure-access | tunnelwatch credentials set --expires never
`;

const ROTATE_EXAMPLES = `
No run fails meanwhile: runs go on with the old key until it is refused, and then read the secret again. So: create the new
key, rotate, and delete the old key in Secure Access.

Example:
  $ tunnelwatch credentials rotate --expires 2027-03-31
`;

export function credentialsSetCommand(host: Host): Command {
  return storing('set')
    .description('Store the API key, after it was tried')
    .addHelpText('after', HELP + SET_EXAMPLES)
    .action((flags: Flags) => storeKey('set', flags, host));
}

export function credentialsRotateCommand(host: Host): Command {
  return storing('rotate')
    .description('Replace the API key by another, without a run that fails')
    .addHelpText('after', HELP + ROTATE_EXAMPLES)
    .action((flags: Flags) => storeKey('rotate', flags, host));
}

function storing(name: string): Command {
  return withTargetOptions(
    new Command(name)
      .option('--expires <day>', 'day on which the key ends, such as 2027-03-31, or never')
      .option(
        '--unverified',
        'store it without trying it: for a key that may be used from the addresses of the function only',
      ),
  );
}

async function storeKey(how: 'set' | 'rotate', flags: Flags, host: Host): Promise<void> {
  const target = await targetOf(flags, host);
  const { aws, organization } = target;
  const secret = aws.secret(organization.secret);
  const before = await secret.read().catch((thrown: unknown) => noKey(how, thrown));
  if (how === 'rotate' && before === null)
    throw new CommandError(
      'not found',
      `There is no API key of organization ${organization.id} yet that could be replaced.`,
      'tunnelwatch credentials set stores the first one.',
    );
  const given = await readKey(host, flags.expires);
  const isSame = before !== null && sameKey(before.apiKey, given.apiKey);
  if (how === 'rotate' && isSame)
    throw new CommandError('usage', 'This is the key that is stored already. Nothing was stored.');
  const tried = flags.unverified ? null : await tryKey(given.apiKey, target, host);
  await unlessGone(secret.store(given.apiKey, given.expires), `The secret ${organization.secret}`);
  const stored: Stored = {
    target,
    given,
    before: before === null ? 'none' : isSame ? 'same' : 'other',
    worked: tried?.worked,
    excess: tried?.excess,
  };
  host.out(flags.json ? jsonText(documentOf(stored)) : said(stored, host.now()));
}

/** A secret that holds nothing usable is what `set` is for, also by those who may write it and not read. */
function noKey(how: 'set' | 'rotate', thrown: unknown): null {
  if (how === 'set' && thrown instanceof Error && thrown.name === 'AccessDeniedException') return null;
  if (thrown instanceof RunFailure && thrown.failure.kind.startsWith('credentials')) return null;
  throw thrown;
}

function sameKey(one: ApiKey, other: ApiKey): boolean {
  return one.key.equals(other.key) && one.secret.equals(other.secret);
}

async function tryKey(apiKey: ApiKey, { organization }: Target, host: Host) {
  const { inspect } = await import('../../adapters/secure-access/inspect.ts');
  host.progress('Trying the key');
  const inspection = await inspect({ ...organization, apiKey, now: host.now });
  host.progress('');
  const failure = failureOfKey(inspection);
  if (failure !== null) throw keyError(failure, 'Nothing was stored.');
  return { worked: workedWords(inspection), excess: excessWords(inspection) };
}

interface Stored {
  readonly target: Target;
  readonly given: GivenKey;
  /** What key was stored before. */
  readonly before: 'none' | 'same' | 'other';
  readonly worked: string | undefined;
  readonly excess: string | null | undefined;
}

function documentOf({ target, given, before, worked, excess }: Stored): object {
  const { id, secret, apiKeyExpires } = target.organization;
  const verified = worked !== undefined;
  const { expires } = given;
  return {
    organization: id,
    secret,
    verified,
    replaced: before === 'other',
    warning: excess ?? null,
    expires,
    apiKeyExpires,
  };
}

function said({ target, given, before, worked, excess }: Stored, now: number): string {
  const { id, secret } = target.organization;
  return [
    worked === undefined ? 'The key was not tried.\n' : `The key works: ${worked}.\n`,
    ...(excess ? [`! ${excess}\n`] : []),
    `Stored for organization ${id} in ${secret}.\n`,
    `${BECOMES[before]}\n`,
    expiryWords(given, target, now),
  ].join('');
}

const BECOMES = {
  none: 'The next run reads it; nothing needs restarting.',
  same: 'The key is the one that was stored already; nothing needs restarting.',
  other:
    'Runs go on with the old key until it is refused, and then take this one: delete the old one in Secure Access when you like. Secrets Manager keeps it as AWSPREVIOUS.',
} as const;

/** What people will be told of the key's end. What is noted with it goes before the configuration file. */
function expiryWords({ expires }: GivenKey, { organization }: Target, now: number): string {
  const { id, apiKeyExpires } = organization;
  if (expires === NEVER) return 'It never ends, by what was said.\n';
  if (expires !== null) return `${toldAhead(expires, organization, now)}\n`;
  if (apiKeyExpires === null)
    return '! On which day it ends is not known: nobody will be told ahead. With --expires the day is noted.\n';
  return `! On which day it ends was not said, so that of the configuration counts, ${apiKeyExpires} (apiKeyExpires of organization ${id}).\n`;
}

function toldAhead(day: string, { alerts }: Target['organization'], now: number): string {
  const left = daysUntil(day, now);
  if (left < 0) return `! By what was said, it ended on ${day}.`;
  const days = alerts.apiKeyWarnDays.toSorted((a, b) => b - a);
  if (days.length === 0)
    return `It ends on ${day}, in ${plural(left, 'day')}. Nobody is told ahead: alerts.apiKeyWarnDays is empty.`;
  return `It ends on ${day}, in ${plural(left, 'day')}; people are told ${days.join(' and ')} days before, and nothing has to be deployed for that.`;
}
