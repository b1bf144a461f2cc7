/** Looks at everything, side by side where nothing depends on the other. */
import type { ScheduledOrganization } from '../../config/payload.ts';
import { RunFailure } from '../../core/failure.ts';
import type { Head } from '../../core/rules/state.ts';
import { instant } from '../../core/time.ts';
import { chosenOrganization } from '../choose-organization.ts';
import { unlessGone } from '../gone.ts';
import type { Aws, Host } from '../host.ts';
import type { Installation } from '../installation.ts';
import { locate, type WhereFlags } from '../locate.ts';
import { viewOf } from '../open.ts';
import { STACK, scheduledOrganization } from '../target.ts';
import { type Check, looked, notChecked, ok, wrong } from './check.ts';
import {
  checkInterval,
  checkKey,
  checkKeyEnd,
  checkLastRun,
  checkSchedule,
  checkSecret,
  isWatching,
} from './organization.ts';
import { checkAlarms, checkFunction, checkStack, checkSubscriptions, checkTable } from './stack.ts';

/** What was found. */
export interface Examination {
  readonly installation: readonly Check[];
  readonly organizations: readonly { readonly id: string; readonly checks: readonly Check[] }[];
}

/** Never throws for what it finds; throws a `CommandError` for an organization that there is not. */
export async function examine(
  flags: WhereFlags & { readonly org?: string },
  host: Host,
): Promise<Examination> {
  const { aws, installation: find } = await locate(flags, host);
  const identity = await looked('AWS', async () => {
    const [{ arn, account }, region] = await Promise.all([aws.identity(), aws.region()]);
    return ok('AWS', `account ${account}, ${region ?? 'no region'}, as ${arn}`);
  });
  const found = await tried(find());
  if ('thrown' in found)
    return { installation: [...identity, ...(await failed('stack', found))], organizations: [] };
  const [installation, organizations] = await Promise.all([
    examineInstallation(aws, found.value, host),
    examineOrganizations(aws, found.value, flags.org, host),
  ]);
  return {
    installation: [...identity, ...installation, ...organizations.schedules],
    organizations: organizations.each,
  };
}

async function examineInstallation(aws: Aws, found: Installation, host: Host): Promise<readonly Check[]> {
  const { table, function: name, alertsTopic, operationsTopic, alarmPrefix } = found;
  const checks = await Promise.all([
    looked('table', async () =>
      checkTable(table, await unlessGone(aws.describeTable(table), `The table ${table}`)),
    ),
    looked('function', async () =>
      checkFunction(found, await unlessGone(aws.function(name).describe(), `The function ${name}`)),
    ),
    looked('alerts', async () =>
      checkSubscriptions('alerts', alertsTopic, await aws.topic(alertsTopic).subscriptions()),
    ),
    looked('operations', async () =>
      checkSubscriptions('operations', operationsTopic, await aws.topic(operationsTopic).subscriptions()),
    ),
    looked('alarms', async () => checkAlarms(alarmPrefix, await aws.alarms(alarmPrefix), host.now())),
  ]);
  return [checkStack(found), ...checks.flat()];
}

async function examineOrganizations(aws: Aws, found: Installation, asked: string | undefined, host: Host) {
  const names = await tried(
    unlessGone(aws.schedules(found.scheduleGroup).names(), 'The group of the schedules'),
  );
  if ('thrown' in names) return { schedules: await failed('schedules', names), each: [] };
  const each = [];
  // One after another: each asks the API, and of many at once the own network would be the bottleneck.
  for (const id of asked === undefined ? names.value : [chosenOrganization(names.value, asked, STACK)]) {
    host.progress(`Looking at ${id}`);
    each.push({ id, checks: await examineOrganization(aws, found, id, host) });
  }
  host.progress('');
  const none = each.length === 0 ? [wrong('schedules', STACK.empty.message, STACK.empty.remedy)] : [];
  return { schedules: none, each };
}

async function examineOrganization(
  aws: Aws,
  { scheduleGroup, table }: Installation,
  id: string,
  host: Host,
): Promise<readonly Check[]> {
  const schedule = await tried(unlessGone(aws.schedules(scheduleGroup).one(id), `The schedule ${id}`));
  if ('thrown' in schedule) return failed('schedule', schedule);
  const read = await tried((async () => scheduledOrganization(schedule.value))());
  if ('thrown' in read) return failed('schedule', read);
  const organization = read.value;
  const { times } = viewOf({ org: id }, host);
  const head = await tried(aws.table(table).head(id));
  const known = 'thrown' in head ? null : head.value;
  const key = await examineKey(aws, organization, isWatching(known, organization, host.now()), host);
  return [
    checkSchedule(schedule.value, organization),
    checkInterval(key.groups ?? groupsIn(known), organization),
    ...key.checks,
    ...('thrown' in head
      ? await failed('last run', head)
      : [checkLastRun(known, organization, host.now(), times)]),
  ];
}

function groupsIn(head: Head | null): number | null {
  const counts = head?.lastComplete?.counts;
  return counts ? counts.connected + counts.warning + counts.disconnected + counts.unknown : null;
}

async function examineKey(
  aws: Aws,
  organization: ScheduledOrganization,
  watching: boolean,
  host: Host,
): Promise<{ readonly groups: number | null; readonly checks: readonly Check[] }> {
  const stored = await tried(aws.secret(organization.secret).read());
  if ('thrown' in stored) {
    const unread = ['token', 'scope', 'page', 'clock', 'key ends'].map((name) =>
      notChecked(name, 'first the secret'),
    );
    return { groups: null, checks: [...(await noSecret(stored)), ...unread] };
  }
  const { apiKey, storedAt } = stored.value;
  const { inspect } = await import('../../adapters/secure-access/inspect.ts');
  const inspection = await inspect({ ...organization, apiKey, now: host.now });
  const { times } = viewOf({ org: organization.id }, host);
  return {
    groups: inspection.groups,
    checks: [
      checkSecret(
        stored.value,
        organization.secret,
        storedAt === null ? null : times.moment(instant(storedAt)),
      ),
      ...checkKey(inspection, watching),
      checkKeyEnd(stored.value, organization, host.now()),
    ],
  };
}

/** What is in the secret is for the person to mend; that it could not be read at all is AWS's. */
async function noSecret({ thrown }: Thrown): Promise<readonly Check[]> {
  if (thrown instanceof RunFailure && thrown.failure.kind.startsWith('credentials'))
    return [wrong('secret', thrown.failure.detail, 'Store the API key: tunnelwatch credentials set.')];
  return failed('secret', { thrown });
}

type Thrown = { readonly thrown: unknown };

function tried<Value>(asked: Promise<Value>): Promise<{ readonly value: Value } | Thrown> {
  return asked.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  );
}

function failed(name: string, { thrown }: Thrown): Promise<readonly Check[]> {
  return looked(name, () => Promise.reject(thrown));
}
