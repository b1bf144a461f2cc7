import { type Instant, millisecondsBetween } from '../time.ts';
import type { Alert } from './alert.ts';
import { duration } from './duration.ts';
import { LATE_AFTER } from './limits.ts';
import type { Times } from './time.ts';

/** When it was to be told: at once, or at the end of the time in which it was gathered with others. */
export function dueAt({ at, gathered }: Pick<Alert, 'at' | 'gathered'>): Instant {
  return gathered?.to ?? at;
}

/** Whether so much time has passed since it was due that the message must say so. */
export function isLate(alert: Pick<Alert, 'at' | 'gathered' | 'asOf'>): boolean {
  return millisecondsBetween(dueAt(alert), alert.asOf) > LATE_AFTER;
}

/** The sentence that says so; null where the message is in time. */
export function lateSentence(alert: Alert, times: Times): string | null {
  if (!isLate(alert)) return null;
  const due = dueAt(alert);
  return `THIS MESSAGE IS LATE: it was due at ${times.moment(due)} and was sent ${duration(millisecondsBetween(due, alert.asOf))} after that. It could not be published earlier.`;
}

/** The sentence that says why several runs are told of at once; null where it is not so. */
export function gatheredSentence({ gathered, asOf }: Alert, times: Times): string | null {
  if (gathered === undefined) return null;
  const { from, to } = gathered;
  return `Gathered over ${duration(millisecondsBetween(from, to))}, until ${times.moment(to, asOf)}, because messages came thick.`;
}
