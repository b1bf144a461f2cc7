import { Command } from 'commander';
import { NEVER } from '../../adapters/secrets-manager/api-key.ts';
import { plural } from '../../core/alerts/duration.ts';
import { RunFailure } from '../../core/failure.ts';
import { instant } from '../../core/time.ts';
import { daysUntil } from '../credentials/days-until.ts';
import { excessWords, failureOfKey, keyError, workedWords } from '../credentials/judge-key.ts';
import type { Host } from '../host.ts';
import { viewOf } from '../open.ts';
import { type TargetFlags, withTargetOptions } from '../options.ts';
import { jsonText } from '../output/json.ts';
import { targetOf } from '../target.ts';

/** `tunnelwatch credentials check`: whether the key that is stored does what runs need. */
export function credentialsCheckCommand(host: Host): Command {
  return withTargetOptions(new Command('check'))
    .description('Try the API key that is stored: a token, its scope, and one page of groups')
    .addHelpText('after', '\nExample:\n  $ tunnelwatch credentials check --org acme\n')
    .action((flags: TargetFlags) => checkKey(flags, host));
}

async function checkKey(flags: TargetFlags, host: Host): Promise<void> {
  const { aws, organization } = await targetOf(flags, host);
  const stored = await aws
    .secret(organization.secret)
    .read()
    .catch((thrown: unknown) => {
      if (thrown instanceof RunFailure) throw keyError(thrown.failure, '');
      throw thrown;
    });
  const { inspect } = await import('../../adapters/secure-access/inspect.ts');
  host.progress('Trying the key');
  const inspection = await inspect({ ...organization, apiKey: stored.apiKey, now: host.now });
  host.progress('');
  const failure = failureOfKey(inspection);
  if (failure !== null) throw keyError(failure, '');
  const excess = excessWords(inspection);
  const expires = stored.expires ?? organization.apiKeyExpires;
  const storedAt = stored.storedAt === null ? null : instant(stored.storedAt);
  const { id, secret } = organization;
  if (flags.json)
    return host.out(
      jsonText({ organization: id, secret, storedAt, groups: inspection.groups, warning: excess, expires }),
    );
  const { times } = viewOf({ org: id }, host);
  const since = storedAt === null ? '' : `, stored ${times.moment(storedAt)}`;
  host.out(
    [
      `The key of organization ${id} works: ${workedWords(inspection)}.\n`,
      `Secret ${secret}${since}.\n`,
      ...(excess === null ? [] : [`! ${excess}\n`]),
      expires === null
        ? '! On which day it ends is not known: nobody will be told ahead.\n'
        : `${endWords(expires, host)}\n`,
    ].join(''),
  );
}

function endWords(expires: string, { now }: Host): string {
  if (expires === NEVER) return 'It never ends, by what was said when it was stored.';
  const days = daysUntil(expires, now());
  if (days < 0) return `! By what is noted, it ended on ${expires}.`;
  return `It ends on ${expires}, in ${plural(days, 'day')}.`;
}
