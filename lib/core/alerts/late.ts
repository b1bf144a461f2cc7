import { LATE_AFTER } from '../fixed-policy.ts';
import { millisecondsBetween } from '../time.ts';
import type { Alert } from './alert.ts';
import { duration } from './duration.ts';
import type { Times } from './time.ts';

/** Whether so much time has passed since the first of it was due that the message must say so. */
export function isLate({ due, asOf }: Pick<Alert, 'due' | 'asOf'>): boolean {
  return millisecondsBetween(due, asOf) > LATE_AFTER;
}

/** The sentence that says so; null where the message is in time. */
export function lateSentence(alert: Alert, times: Times): string | null {
  if (!isLate(alert)) return null;
  const { due, asOf, joins } = alert;
  const when = times.moment(due);
  const by = duration(millisecondsBetween(due, asOf));
  const late =
    joins.length === 0
      ? `it was due at ${when} and was sent ${by} after that.`
      : `the first of what it tells was due at ${when}. That was ${by} before it was sent.`;
  return `THIS MESSAGE IS LATE: ${late} It could not be published earlier.`;
}

/** The sentence that says why several runs are told of at once; null where it is not so. */
export function gatheredSentence({ gathered, asOf }: Alert, times: Times): string | null {
  if (gathered === undefined) return null;
  const { from, to, why } = gathered;
  if (why === 'looked up')
    return from === to
      ? `Confirmed at ${times.moment(from, asOf)}; it was not told then because other groups were missing too, and might have been removed with it.`
      : `Confirmed over ${duration(millisecondsBetween(from, to))}, until ${times.moment(to, asOf)}, and told together: the API lets only a few missing groups be looked up at a time.`;
  return `Gathered over ${duration(millisecondsBetween(from, to))}, until ${times.moment(to, asOf)}, because many messages had been sent shortly before.`;
}
