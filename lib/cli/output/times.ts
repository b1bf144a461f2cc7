/** Times as commands show them. */
import { timesIn } from '../../core/alerts/time.ts';
import type { Bounds, Instant } from '../../core/time.ts';
import { wallTime } from '../times/wall-clock.ts';

export interface ShownTimes {
  readonly timeZone: string;
  /** `2026-03-02 15:05:03`: for columns, beneath which the zone is named. */
  readonly cell: (at: Instant) => string;
  /** `2026-03-02 15:05:03 CET (14:05:03 UTC)`; without the date where it is today. */
  readonly moment: (at: Instant) => string;
  /** `between 15:04:02 and 15:05:03 CET (14:04:02-14:05:03 UTC)`, as messages have it. */
  readonly span: (bounds: Bounds) => string;
  /** To be printed beneath a table. */
  readonly note: string;
}

/** Times in a zone, as of now. */
export function shownTimes(timeZone: string, now: Instant): ShownTimes {
  const times = timesIn(timeZone);
  return {
    timeZone,
    cell: (at) => {
      const { date, time } = wallTime(at, timeZone);
      return `${date} ${time}`;
    },
    moment: (at) => times.moment(at, now),
    span: (bounds) => times.span(bounds, now),
    note: `Times are in ${timeZone}.`,
  };
}
