/**
 * Times as people write them. Strict on purpose: a silence that begins at another time than somebody meant is an outage that
 * nobody hears of, so what is not plainly one of these forms is refused instead of guessed at.
 */
import { DAY, epochMilliseconds, type Instant, instant, parseInstant } from '../../core/time.ts';
import { readDuration } from './read-duration.ts';
import { instantOf, wallTime } from './wall-clock.ts';

export type TimeRead =
  | { readonly ok: true; readonly at: Instant }
  /** `why` completes the sentence "… is not a time: ". */
  | { readonly ok: false; readonly why: string };

/** What times are read against. */
export interface Here {
  readonly now: Instant;
  readonly timeZone: string;
}

/** The forms, for help texts and errors. */
export const TIME_FORMS =
  '2026-03-02T14:05Z, 2026-03-02 14:05, 2026-03-02, 14:05, "yesterday 14:05", "tomorrow 02:00", now, "2h ago", "in 90m"';

const WITH_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)$/i;
const ON_A_DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d?:\d\d(?::\d\d)?))?$/i;
const ON_A_DAY =
  /^(?:(today|yesterday|tomorrow)(?: (?:at )?(\d\d?:\d\d(?::\d\d)?))?|(\d\d?:\d\d(?::\d\d)?))$/i;
const AGO = /^(.+?) ago$/i;
const AHEAD = /^in (.+)$/i;

const DAYS_APART: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

/** Reads a time. What names no zone is meant in the zone here, and what names no day is meant today. */
export function readTime(text: string, here: Here): TimeRead {
  const plain = text.trim().replaceAll(/\s+/g, ' ');
  if (/^now$/i.test(plain)) return { ok: true, at: here.now };
  if (WITH_ZONE.test(plain)) return withZone(plain);
  const onDate = ON_A_DATE.exec(plain);
  if (onDate !== null) return onClocks(onDate[1] ?? '', onDate[2], here);
  const onDay = ON_A_DAY.exec(plain);
  if (onDay !== null) return onDayNamed(onDay, here);
  return apart(plain, here);
}

const NO_SUCH_TIME: TimeRead = { ok: false, why: 'there is no such date or hour' };

function withZone(text: string): TimeRead {
  const at = isOnCalendar(text.slice(0, 'YYYY-MM-DD'.length)) ? parseInstant(text.replace(' ', 'T')) : null;
  return at === null ? NO_SUCH_TIME : { ok: true, at };
}

/** `Date` takes the 30th of February for the 2nd of March. */
function isOnCalendar(date: string): boolean {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight) && instant(midnight).startsWith(date);
}

function onDayNamed([, day, timeOfDay, time]: RegExpExecArray, here: Here): TimeRead {
  const { date } = wallTime(here.now, here.timeZone);
  const days = DAYS_APART[day?.toLowerCase() ?? 'today'] ?? 0;
  const named = instant(Date.parse(`${date}T00:00:00Z`) + days * DAY).slice(0, 'YYYY-MM-DD'.length);
  return onClocks(named, timeOfDay ?? time, here);
}

function onClocks(date: string, time: string | undefined, { timeZone }: Here): TimeRead {
  const [hours = '', minutes = '', seconds = '00'] = (time ?? '00:00').split(':');
  const wall = { date, time: `${hours.padStart(2, '0')}:${minutes}:${seconds}` };
  const isTime = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  if (!isTime || !isOnCalendar(date)) return NO_SUCH_TIME;
  const at = instantOf(wall, timeZone);
  if (at !== null) return { ok: true, at };
  return { ok: false, why: `the clocks of ${timeZone} never show it, as daylight saving begins` };
}

function apart(text: string, { now }: Here): TimeRead {
  const [before, after] = [AGO.exec(text)?.[1], AHEAD.exec(text)?.[1]];
  const milliseconds = readDuration(before ?? after ?? '');
  if (milliseconds === null) return { ok: false, why: `it must look like one of ${TIME_FORMS}` };
  const at = epochMilliseconds(now) + (before === undefined ? milliseconds : -milliseconds);
  const inReach = at > Date.UTC(1970, 0) && at < Date.UTC(9999, 0);
  return inReach ? { ok: true, at: instant(at) } : { ok: false, why: 'it is too far away' };
}
