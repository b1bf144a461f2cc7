import { millisecondsBetween } from '../time.ts';
import type { Alert } from './alert.ts';
import { duration } from './duration.ts';
import { LATE_AFTER } from './limits.ts';
import type { Times } from './time.ts';

/** Whether so much time has passed since its events that the message must say so. */
export function isLate({ at, asOf }: Pick<Alert, 'at' | 'asOf'>): boolean {
  return millisecondsBetween(at, asOf) > LATE_AFTER;
}

/** The sentence that says so; null where the message is in time. */
export function lateSentence(alert: Alert, times: Times): string | null {
  if (!isLate(alert)) return null;
  const { at, asOf } = alert;
  return `THIS MESSAGE IS LATE: it was due at ${times.moment(at)} and was sent ${duration(millisecondsBetween(at, asOf))} after that. It could not be published earlier.`;
}
