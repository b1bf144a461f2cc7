/** Whether an organization is watched: its schedule, its key, its last run. */
import type { DescribedSchedule } from '../../adapters/scheduler/schedules.ts';
import { NEVER } from '../../adapters/secrets-manager/api-key.ts';
import type { StoredKey } from '../../adapters/secrets-manager/stored-key.ts';
import type { Inspection } from '../../adapters/secure-access/inspect.ts';
import type { ScheduledOrganization } from '../../config/payload.ts';
import { policyOf } from '../../config/policy.ts';
import { duration, plural } from '../../core/alerts/duration.ts';
import { explain } from '../../core/failure.ts';
import { pagesOf, shortestInterval } from '../../core/rate/interval.ts';
import type { Head } from '../../core/rules/state.ts';
import { epochMilliseconds, MINUTE, SECOND } from '../../core/time.ts';
import { daysUntil } from '../credentials/days-until.ts';
import { excessWords, failureOfKey } from '../credentials/judge-key.ts';
import type { ShownTimes } from '../output/times.ts';
import { type Check, notChecked, ok, PUT_BACK, warning, wrong } from './check.ts';

export function checkSchedule(
  { name, enabled, expression }: DescribedSchedule,
  { everyMinutes }: ScheduledOrganization,
): Check {
  if (!enabled)
    return wrong(
      'schedule',
      `${name} is disabled, so nothing is watched`,
      'Enable it in the console: EventBridge, Schedules.',
    );
  const rate = /^rate\((\d+) minutes?\)$/.exec(expression)?.[1];
  if (rate !== undefined && Number(rate) !== everyMinutes)
    return wrong(
      'schedule',
      `${name} runs ${expression}, and runs are told that it is ${everyMinutes}`,
      `Somebody changed it by hand. ${PUT_BACK}`,
    );
  return ok('schedule', every(everyMinutes));
}

function every(minutes: number): string {
  return minutes === 1 ? 'every minute' : `every ${minutes} minutes`;
}

/** Whether so many groups can be read so often within the API's limits. */
export function checkInterval(groups: number | null, organization: ScheduledOrganization): Check {
  const { everyMinutes, requestBudget } = organization;
  if (groups === null) return notChecked('interval', 'how many groups there are is not known');
  const shortest = shortestInterval(groups, requestBudget);
  const found = `${plural(groups, 'group')}, ${plural(pagesOf(groups), 'call')} a run`;
  if (shortest === null)
    return wrong(
      'interval',
      `${found}: more than one key can read within the API's limits`,
      'Split the organization among several keys, or ask Cisco for higher limits (requestBudget).',
    );
  if (shortest > everyMinutes)
    return wrong(
      'interval',
      `${found}: too many for a run ${every(everyMinutes)} within the API's limits`,
      `Set "everyMinutes": ${shortest} in tunnelwatch.config.json, and deploy (npx cdk deploy).`,
    );
  return ok('interval', `${found}; the API allows one ${every(shortest)}`);
}

/** What a look at the API with the stored key showed. `isWatching`: runs with it are complete. */
export function checkKey(inspection: Inspection, isWatching: boolean): readonly Check[] {
  const failure = failureOfKey(inspection);
  const { token, page } = inspection;
  const name = token !== 'ok' ? 'token' : page === 'ok' || page?.kind === 'not permitted' ? 'scope' : 'page';
  if (failure !== null) {
    const { meaning, remedy } = explain(failure);
    const before = name === 'token' ? [] : [ok('token', 'the API gives one')];
    const found = `${meaning} ${failure.detail}`;
    const line = isWatching
      ? warning(
          name,
          `${found} Runs are complete all the same: it may be used from the function's addresses only, or this has just begun.`,
          remedy,
        )
      : wrong(name, found, remedy);
    return [...before, line, ...rest(name), checkClock(inspection)];
  }
  const excess = excessWords(inspection);
  const groups = `${plural(inspection.groups ?? 0, 'group')}`;
  return [
    ok('token', 'the API gives one'),
    excess === null
      ? ok('scope', 'network tunnel groups, read-only')
      : warning('scope', excess, 'Make a key with that scope alone, then: tunnelwatch credentials rotate.'),
    ok('page', `${groups}, first page read${took(inspection)}`),
    checkClock(inspection),
  ];
}

/** A clock that did not move says nothing. */
function took({ milliseconds }: Inspection): string {
  return milliseconds ? ` in ${milliseconds} ms` : '';
}

function rest(failed: string): readonly Check[] {
  const order = ['token', 'scope', 'page'];
  return order.slice(order.indexOf(failed) + 1).map((name) => notChecked(name, `first the ${failed}`));
}

/** Runs refuse more: times could not be trusted. */
const SKEW_MOST = 5 * MINUTE;
const SKEW_NOTED = MINUTE;

function checkClock({ skew }: Inspection): Check {
  if (skew === null) return notChecked('clock', 'the API did not say what time it is');
  const apart = `${duration(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead of'} the API's`;
  if (Math.abs(skew) > SKEW_MOST)
    return wrong('clock', `this machine's clock is ${apart}`, 'Set the clock of this machine.');
  if (Math.abs(skew) > SKEW_NOTED)
    return warning('clock', `this machine's clock is ${apart}`, 'Set the clock of this machine.');
  return ok('clock', `within ${duration(Math.max(SECOND, Math.abs(skew)))} of the API's`);
}

export function checkSecret({ trimmed }: StoredKey, secret: string, stored: string | null): Check {
  if (trimmed.length > 0)
    return warning(
      'secret',
      `white space around ${trimmed.join(' and ')}, which runs leave out`,
      'Store it again: tunnelwatch credentials set.',
    );
  return ok(
    'secret',
    `${secret.split(':').at(-1)}, well-formed${stored === null ? '' : `, stored ${stored}`}`,
  );
}

/** The day on which the key ends: what was noted with it goes before what the configuration says, as in a run. */
export function checkKeyEnd(
  stored: StoredKey,
  { id, apiKeyExpires, alerts }: ScheduledOrganization,
  now: number,
): Check {
  const known = stored.expires ?? apiKeyExpires;
  if (known === null)
    return warning(
      'key ends',
      'not known: nobody will be told ahead',
      `Store the key again with its day: tunnelwatch credentials set --org ${id} --expires 2027-03-31 (or never).`,
    );
  if (known === NEVER) return ok('key ends', 'never, by what was said when it was stored');
  const days = daysUntil(known, now);
  if (days < 0)
    return wrong(
      'key ends',
      `it ended on ${known}`,
      'Create another key, then: tunnelwatch credentials rotate.',
    );
  const found = `on ${known}, in ${plural(days, 'day')}`;
  return days < Math.max(0, ...alerts.apiKeyWarnDays)
    ? warning('key ends', found, 'Create another key, then: tunnelwatch credentials rotate.')
    : ok('key ends', found);
}

/** Whether the last complete run is as recent as it should be. */
export function isWatching(head: Head | null, organization: ScheduledOrganization, now: number): boolean {
  const to = head?.lastComplete?.reading.to;
  return to !== undefined && now - epochMilliseconds(to) <= allowed(organization);
}

/** As history has it: a longer stretch between readings is a gap. */
function allowed(organization: ScheduledOrganization): number {
  const { interval, gapIntervals } = policyOf(organization);
  return interval * gapIntervals;
}

export function checkLastRun(
  head: Head | null,
  organization: ScheduledOrganization,
  now: number,
  times: ShownTimes,
): Check {
  if (head === null)
    return wrong(
      'last run',
      'none was ever made',
      'Make one: tunnelwatch run. If that works and none comes by itself, look at the schedule.',
    );
  const { lastComplete, lastFailure, attempts } = head;
  const tried = `${plural(attempts, 'run')} since, none complete`;
  const why =
    lastFailure === null
      ? 'They ended without saying why.'
      : `${explain(lastFailure).title}: ${lastFailure.detail}`;
  const remedy =
    lastFailure === null ? 'tunnelwatch run shows what it comes to.' : explain(lastFailure).remedy;
  if (lastComplete === null)
    return wrong('last run', `none was complete yet; ${plural(attempts, 'run')} tried. ${why}`, remedy);
  const { reading, counts } = lastComplete;
  const ago = duration(now - epochMilliseconds(reading.to));
  const when = `${times.moment(reading.to)}, ${ago} ago`;
  if (isWatching(head, organization, now)) {
    const all = counts.connected + counts.warning + counts.disconnected + counts.unknown;
    return ok('last run', `complete ${when}: ${counts.connected} of ${plural(all, 'group')} connected`);
  }
  if (attempts === 0)
    return wrong(
      'last run',
      `complete ${when}, and none since`,
      'Nothing invokes the function: look at schedule and function above, then tunnelwatch run.',
    );
  return wrong('last run', `complete ${when}; ${tried}. ${why}`, remedy);
}
