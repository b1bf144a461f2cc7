/** Times as commands show them. */
import { timesIn } from '../../core/alerts/time.ts';
import type { Bounds, Instant } from '../../core/time.ts';
import { type WallTime, wallTime } from '../times/wall-clock.ts';

export interface ShownTimes {
  readonly timeZone: string;
  /** `2026-03-02 15:05:03`: for columns, beneath which the zone is named. */
  readonly cell: (at: Instant) => string;
  /** `2026-03-02 15:05:03 CET (14:05:03 UTC)`; without the date where it is today. */
  readonly moment: (at: Instant) => string;
  /** `between 15:04:02 and 15:05:03 CET (14:04:02-14:05:03 UTC)`, as messages have it. */
  readonly span: (bounds: Bounds) => string;
  /** `2026-03-02`. */
  readonly day: (at: Instant) => string;
  /** `15:05:03` where it is today; else `Feb 28 15:05`, and in other years `2025-02-28`. */
  readonly brief: (at: Instant) => string;
  /** `15:04:02-15:05:03`: what happened in between, for columns under the day of the second. */
  readonly within: (bounds: Bounds) => string;
  /** To be printed beneath a table. */
  readonly note: string;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `Feb 28 15:05` */
function onDay({ date, time }: WallTime): string {
  const [, month, day] = date.split('-');
  return `${MONTHS[Number(month) - 1]} ${day} ${time.slice(0, 'HH:MM'.length)}`;
}

/** Times in a zone, as of now. */
export function shownTimes(timeZone: string, now: Instant): ShownTimes {
  const times = timesIn(timeZone);
  const today = wallTime(now, timeZone).date;
  const cell = (at: Instant): string => {
    const { date, time } = wallTime(at, timeZone);
    return `${date} ${time}`;
  };
  return {
    timeZone,
    cell,
    day: (at) => wallTime(at, timeZone).date,
    brief: (at) => {
      const { date, time } = wallTime(at, timeZone);
      if (date === today) return time;
      return date.slice(0, 'YYYY'.length) === today.slice(0, 'YYYY'.length) ? onDay({ date, time }) : date;
    },
    within: ({ after, by }) => {
      const { date, time } = wallTime(by, timeZone);
      if (after === null) return `by ${time}`;
      const began = wallTime(after, timeZone);
      return `${began.date === date ? began.time : onDay(began)}-${time}`;
    },
    moment: (at) => times.moment(at, now),
    span: (bounds) => times.span(bounds, now),
    note: `Times are in ${timeZone}.`,
  };
}
