/** Times as the page shows them: in the zone of whoever reads, with UTC beside where there is room. */
import { timesIn } from '../../core/alerts/time.ts';
import { type Bounds, epochMilliseconds, type Instant } from '../../core/time.ts';

export interface PageClock {
  readonly timeZone: string;
  /** `09:25`; `2 Mar 09:25` where it is another day than `now`; with the year where that is another. */
  brief(at: Instant, now: Instant): string;
  /** `Mon 2 Mar`. */
  day(at: Instant): string;
  /** `2026-03-02 09:25:03 CET (08:25:03 UTC)`. */
  full(at: Instant): string;
  /** `between 2026-03-02 09:24:02 and 09:25:03 CET (…)`: as far as polling can tell. */
  span(bounds: Bounds): string;
}

export function pageClock(timeZone: string): PageClock {
  const times = timesIn(timeZone);
  const format = (options: Intl.DateTimeFormatOptions): ((at: Instant) => string) => {
    const formatter = new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
    return (at) => formatter.format(epochMilliseconds(at)).replaceAll(',', '');
  };
  const minute = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const date = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const short = format({ day: 'numeric', month: 'short' });
  const dated = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const year = format({ year: 'numeric' });
  return {
    timeZone,
    brief: (at, now) => {
      if (dated(at) === dated(now)) return minute(at);
      return `${year(at) === year(now) ? short(at) : dated(at)} ${minute(at)}`;
    },
    day: date,
    full: (at) => times.moment(at),
    span: (bounds) => times.span(bounds),
  };
}
