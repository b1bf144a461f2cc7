/** Silences, made at run time, and maintenance windows, which recur: in both, what matches is recorded and not published. */
import type { Group } from '../fleet/group.ts';
import { epochMilliseconds, type Instant } from '../time.ts';
import { type Matcher, matches } from './matcher.ts';

/** A silence that somebody made. It holds from `from` until just before `to`. */
export interface Silence {
  readonly id: string;
  readonly match: Matcher;
  readonly from: Instant;
  readonly to: Instant;
  readonly reason: string;
  /** Who made it. */
  readonly by: string;
}

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A silence that recurs. Times are those of a clock on a wall in its time zone, so it keeps its hour across daylight saving. */
export interface MaintenanceWindow {
  readonly name: string;
  readonly match: Matcher;
  /** IANA name. */
  readonly timeZone: string;
  /** The days on which it begins. */
  readonly days: readonly Weekday[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`; at or before `from` it ends on the next day. */
  readonly to: string;
}

/** Why a group is silenced at an instant: the silence or window, as people know it. null where it is not. */
export function silencedBy(
  group: Group,
  at: Instant,
  silences: readonly Silence[],
  windows: readonly MaintenanceWindow[],
): string | null {
  const silence = silences.find((one) => one.from <= at && at < one.to && matches(one.match, group));
  if (silence !== undefined) return `silence ${silence.id}: ${silence.reason}`;
  const window = windows.find((one) => matches(one.match, group) && isOpen(one, at));
  return window === undefined ? null : `maintenance window ${window.name}`;
}

/**
 * Whether a window is open. An hour that daylight saving leaves out is never shown by the clock on the wall, and one that it
 * repeats is shown twice; the window follows the clock.
 */
export function isOpen(window: MaintenanceWindow, at: Instant): boolean {
  const wall = wallClock(at, window.timeZone);
  const today = WEEKDAYS[wall.weekday];
  const yesterday = WEEKDAYS[(wall.weekday + 6) % 7];
  const [from, to] = [minutesOf(window.from), minutesOf(window.to)];
  const begins = (day: Weekday | undefined): boolean => day !== undefined && window.days.includes(day);
  if (from < to) return begins(today) && from <= wall.minutes && wall.minutes < to;
  return (begins(today) && wall.minutes >= from) || (begins(yesterday) && wall.minutes < to);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** What the clock on the wall shows. */
interface Wall {
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly minutes: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
const walls = new Map<string, { readonly at: Instant; readonly wall: Wall }>();

/** The last answer for each zone is kept: a run asks once for every group, and always about the same instant. */
function wallClock(at: Instant, timeZone: string): Wall {
  const last = walls.get(timeZone);
  if (last?.at === at) return last.wall;
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(epochMilliseconds(at))
      .map(({ type, value }) => [type, value]),
  );
  const name = parts.get('weekday')?.toLowerCase();
  const weekday = WEEKDAYS.findIndex((day) => day.startsWith(name ?? '?'));
  const wall = { weekday, minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
  walls.set(timeZone, { at, wall });
  return wall;
}

/** Formatters are kept: making one costs a hundred times its use. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(timeZone, clock);
  return clock;
}
