/** Stretches of the calendar that reports are about. */
import { timesIn } from '../core/alerts/time.ts';
import type { Range } from '../core/history/range.ts';
import { monthsWithin } from '../core/history/zone.ts';
import { DAY, epochMilliseconds, type Instant, plus } from '../core/time.ts';

/** The calendar month before the one that it is, by the clock on a wall in a zone. */
export function monthBefore(now: Instant, timeZone: string): Range {
  // Two months and a few days hold two beginnings at the least.
  const [from = now, to = now] = monthsWithin(
    { from: plus(now, -70 * DAY), to: plus(now, 1) },
    timeZone,
  ).slice(-2);
  return { from, to };
}

/** `October 2026` where the range is a calendar month; else its days: `2026-10-01 to 2026-10-07`. */
export function periodOf(range: Range, timeZone: string): string {
  if (isMonth(range, timeZone))
    return new Intl.DateTimeFormat('en-GB', { timeZone, month: 'long', year: 'numeric' }).format(
      epochMilliseconds(range.from),
    );
  const [first, last] = daysOf(range, timeZone);
  return first === last ? first : `${first} to ${last}`;
}

/** `tunnelwatch-report-2026-10.html`; of a range that is no month: `tunnelwatch-report-2026-10-01-to-2026-10-07.html`. */
export function fileNameOf(range: Range, timeZone: string): string {
  const [first, last] = daysOf(range, timeZone);
  const name = isMonth(range, timeZone)
    ? first.slice(0, 'YYYY-MM'.length)
    : first === last
      ? first
      : `${first}-to-${last}`;
  return `tunnelwatch-report-${name}.html`;
}

function isMonth({ from, to }: Range, timeZone: string): boolean {
  const beginnings = monthsWithin({ from: plus(from, -1), to: plus(to, 1) }, timeZone);
  return beginnings.length === 2 && beginnings[0] === from && beginnings[1] === to;
}

/** The first day of a range and its last. */
function daysOf({ from, to }: Range, timeZone: string): readonly [string, string] {
  const { moment } = timesIn(timeZone);
  const day = (at: Instant): string => moment(at).slice(0, 'YYYY-MM-DD'.length);
  return [day(from), day(plus(to, -1))];
}
