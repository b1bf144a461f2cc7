/** What clocks on the wall show, and when they show it. */
import { DAY, epochMilliseconds, type Instant, instant } from '../../core/time.ts';

/** `2026-03-02` and `15:05:03`, as the clocks of a zone show it. */
export interface WallTime {
  readonly date: string;
  readonly time: string;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at an instant. Throws a RangeError for a zone that this machine does not know. */
export function wallTime(at: Instant, timeZone: string): WallTime {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(epochMilliseconds(at))
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}

/** Formatters are kept: making one costs a hundred times its use. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  clocks.set(timeZone, made);
  return made;
}

/**
 * When the clocks of a zone show a time. Where daylight saving repeats it, the first time of the two; null where it leaves it
 * out, and for a date that does not exist.
 */
export function instantOf({ date, time }: WallTime, timeZone: string): Instant | null {
  const asIfUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asIfUtc)) return null;
  const shows = (at: number): boolean => {
    const shown = wallTime(instant(at), timeZone);
    return shown.date === date && shown.time === time;
  };
  // Offsets hardly ever change twice in two days, so those of the day before and the day after are the candidates.
  const candidates = [-DAY, DAY]
    .map((apart) => asIfUtc - offsetAt(asIfUtc + apart, timeZone))
    .sort((a, b) => a - b);
  const found = candidates.find(shows);
  return found === undefined ? null : instant(found);
}

/** Milliseconds by which the clocks of a zone are ahead of UTC. */
function offsetAt(milliseconds: number, timeZone: string): number {
  const { date, time } = wallTime(instant(milliseconds), timeZone);
  return Date.parse(`${date}T${time}Z`) - Math.floor(milliseconds / 1000) * 1000;
}
