import { DAY } from '../../core/time.ts';

/** Whole days from now, in milliseconds since 1970, until a day such as `2026-12-31` begins in UTC; below 0 where it has begun. */
export function daysUntil(day: string, now: number): number {
  return Math.floor((Date.parse(`${day}T00:00:00Z`) - now) / DAY);
}
