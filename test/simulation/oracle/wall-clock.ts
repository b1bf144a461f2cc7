/** What the clock on the wall shows, worked out from the laws on daylight saving instead of a database of zones. */
import { HOUR } from '../../../lib/core/time.ts';

/** Zones of the stories' maintenance windows. */
export const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York'] as const;

/** Time of the wall as milliseconds since 1970, as if it were UTC; `at` in true milliseconds since 1970. */
export function onTheWall(zone: string, at: number): number {
  if (zone === 'Europe/Berlin') return at + (isSummerInEurope(at) ? 2 : 1) * HOUR;
  if (zone === 'America/New_York') return at - (isSummerInAmerica(at) ? 4 : 5) * HOUR;
  return at;
}

/** From the last Sunday of March to the last of October, each at 01:00 UTC (Directive 2000/84/EC). */
function isSummerInEurope(at: number): boolean {
  const year = new Date(at).getUTCFullYear();
  return at >= sunday(year, 3, 25) + HOUR && at < sunday(year, 10, 25) + HOUR;
}

/** From the second Sunday of March to the first of November, each at 02:00 of the wall (15 U.S.C. 260a). */
function isSummerInAmerica(at: number): boolean {
  const year = new Date(at).getUTCFullYear();
  return at >= sunday(year, 3, 8) + 7 * HOUR && at < sunday(year, 11, 1) + 6 * HOUR;
}

/** The first Sunday of a month from a day on, at its beginning. */
function sunday(year: number, month: number, from: number): number {
  const weekday = new Date(Date.UTC(year, month - 1, from)).getUTCDay();
  return Date.UTC(year, month - 1, from + ((7 - weekday) % 7));
}
