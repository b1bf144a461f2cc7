import { Duration } from 'aws-cdk-lib';
import type { Organization } from '../config/organization.ts';
import { runTimes } from '../core/policy.ts';
import { MINUTE, SECOND } from '../core/time.ts';
import { stableId } from './stable-id.ts';

/** Between the end a run sets itself and the end Lambda would set it: for the log's last lines. Shorter than what the lease adds. */
const TIMEOUT_MARGIN = 3 * SECOND;

/** EventBridge Scheduler and Lambda both keep an event at least this long. */
const EVENT_AGE_MIN = MINUTE;

/**
 * Time-out of the function, which all organizations share: that of the one whose runs may take longest. A shorter
 * interval's runs end themselves in their own time, and one that does not can write nothing once its lease has ended.
 */
export function functionTimeout(organizations: readonly Organization[]): Duration {
  const longest = Math.max(...organizations.map(({ everyMinutes }) => runTimes(everyMinutes * MINUTE).run));
  return Duration.millis(longest + TIMEOUT_MARGIN);
}

/**
 * How long an event may wait in the scheduler, and once more in Lambda's queue: half the interval each, so that it has
 * run or is gone when its successor comes. One minute is AWS's shortest, so a slot of a schedule of every minute may
 * meet the next one; then the lease lets one of the two in.
 */
export function eventAge(everyMinutes: number): Duration {
  return Duration.seconds(Math.max(EVENT_AGE_MIN, (everyMinutes * MINUTE) / 2) / SECOND);
}

/** The shortest interval of all, in minutes. */
export function shortestInterval(organizations: readonly Organization[]): number {
  return Math.min(...organizations.map(({ everyMinutes }) => everyMinutes));
}

/** The longest interval of all, in minutes. */
export function longestInterval(organizations: readonly Organization[]): number {
  return Math.max(...organizations.map(({ everyMinutes }) => everyMinutes));
}

/**
 * The minutes of an hour in which an organization runs, as cron writes them: organizations with the same interval begin in
 * different minutes, each always in the same ones, whoever else is there. null where that cannot be said: every minute has no
 * other, and an interval that an hour is no multiple of would stumble at each full hour.
 * @example slot('acme', 5) // '3/5'
 */
export function slot(organization: string, everyMinutes: number): string | null {
  if (everyMinutes === 1 || 60 % everyMinutes !== 0) return null;
  const minute = Number.parseInt(stableId(organization), 16) % everyMinutes;
  return everyMinutes === 60 ? String(minute) : `${minute}/${everyMinutes}`;
}
