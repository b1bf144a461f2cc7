/** Time zones: how far the clock on the wall is ahead of UTC, over stretches of time. */
import { DAY, epochMilliseconds, type Instant, instant, MINUTE } from '../time.ts';
import type { Range } from './range.ts';

/** A stretch of time, in milliseconds since 1970, in which the clock on the wall runs evenly. */
export interface EvenStretch {
  readonly from: number;
  readonly to: number;
  /** Milliseconds that the clock on the wall is ahead of UTC. */
  readonly offset: number;
}

/**
 * A range divided where daylight saving begins or ends. Looked at day by day: no zone has turned its clocks there and back
 * within one. Throws a RangeError for a zone that is none.
 */
export function evenStretches(range: Range, timeZone: string): readonly EvenStretch[] {
  const offsetAt = offsets(timeZone);
  const end = epochMilliseconds(range.to);
  const stretches: EvenStretch[] = [];
  let from = epochMilliseconds(range.from);
  let [at, offset] = [from, offsetAt(from)];
  while (at < end) {
    const next = Math.min(end, at + DAY);
    const then = offsetAt(next);
    if (then !== offset) {
      const turn = turningPoint(offsetAt, at, next, offset);
      stretches.push({ from, to: turn, offset });
      from = turn;
      offset = then;
    }
    at = next;
  }
  return from < end ? [...stretches, { from, to: end, offset }] : stretches;
}

/** The beginnings of calendar months within a range, its own beginning and end left out, by the clock on a wall in a zone. */
export function monthsWithin(range: Range, timeZone: string): readonly Instant[] {
  return beginnings(range, timeZone, (wall, month) =>
    Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + month, 1),
  );
}

/** The beginnings of days within a range, its own beginning and end left out, by the clock on a wall in a zone. */
export function daysWithin(range: Range, timeZone: string): readonly Instant[] {
  return beginnings(range, timeZone, (wall, day) =>
    Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate() + day),
  );
}

/** `nth` gives the beginning of the part of the calendar that a time on the wall lies in (0), and of those after it. */
function beginnings(
  range: Range,
  timeZone: string,
  nth: (wall: Date, count: number) => number,
): readonly Instant[] {
  const found: Instant[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (const { from, to, offset } of evenStretches(range, timeZone)) {
    const wall = new Date(from + offset);
    for (let count = 0; ; count += 1) {
      const begins = nth(wall, count);
      // Where clocks are turned at midnight, the day begins with the turn; where they are turned back over it, it began before.
      const at = Math.max(from, begins - offset);
      if (at >= to) break;
      if (begins > latest && at > epochMilliseconds(range.from)) found.push(instant(at));
      latest = Math.max(latest, begins);
    }
  }
  return found;
}

/** The first whole minute that has another offset; clocks are turned on whole minutes. */
function turningPoint(offsetAt: (at: number) => number, from: number, to: number, offset: number): number {
  let [low, high] = [Math.floor(from / MINUTE), Math.ceil(to / MINUTE)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE) === offset) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}

function offsets(timeZone: string): (at: number) => number {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
    return wall - Math.floor(at / MINUTE) * MINUTE;
  };
}
