/** Instants as people read them: in the organization's time zone, with UTC beside. */
import { type Bounds, epochMilliseconds, type Instant } from '../time.ts';

/** How one alert writes times. */
export interface Times {
  /** `2026-03-02 14:05:03 CET (13:05:03 UTC)`; without the date where it is that of `known`. */
  moment(at: Instant, known?: Instant): string;
  /** `between 2026-03-02 14:04:02 and 14:05:03 CET (13:04:02-13:05:03 UTC)`; `by …` where the beginning is open. */
  span(bounds: Bounds, known?: Instant): string;
  /** `14:05 CET`; with the date where it is not that of `known`. */
  minute(at: Instant, known: Instant): string;
  /** The same of bounds that lie apart: `15:09-16:10 CET`. */
  minutes(bounds: Bounds, known: Instant): string;
}

interface Clock {
  readonly date: string;
  readonly time: string;
  readonly zone: string;
}

type Read = (at: Instant) => Clock;

const UTC = 'UTC';
/** English has no one locale that names every zone: each knows the abbreviations of its own part of the world. */
const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA', 'en-CA', 'en-NZ'];

/** Formatters take milliseconds to make and are the same for every alert. */
const readers = new Map<string, Read>();

/** Times in an IANA zone. A zone that this machine does not know is UTC: the message matters more. */
export function timesIn(timeZone: string): Times {
  const local = readerFor(timeZone);
  const utc = readerFor(UTC);
  return {
    moment: (at, known) => withUtc([at], known, local, utc),
    span: ({ after, by }, known) =>
      after === null || isSameSecond(after, by)
        ? `${after === null ? 'by ' : ''}${withUtc([by], known, local, utc)}`
        : `between ${withUtc([after, by], known, local, utc)}`,
    minute: (at, known) => minuteOf(local(at), local(known).date),
    minutes: ({ after, by }, known) => {
      const [end, today] = [local(by), local(known).date];
      if (after === null) return minuteOf(end, today);
      const begin = local(after);
      const text = minuteOf(end, begin.date === end.date ? end.date : '');
      const zone = begin.zone === end.zone ? ` ${begin.zone}` : '';
      return `${minuteOf(begin, today).slice(0, -zone.length || undefined)}-${text}`;
    },
  };
}

/** Two readings in one second there are only where the clock was set back: such bounds are written as one. */
function isSameSecond(a: Instant, b: Instant): boolean {
  return a.slice(0, SECONDS_END) === b.slice(0, SECONDS_END);
}

/** Characters of an instant up to its seconds. */
const SECONDS_END = 19;

/** `14:05 CET`; with the date where it is not that of `today`. */
function minuteOf({ date, time, zone }: Clock, today: string): string {
  return `${date === today ? '' : `${date} `}${time.slice(0, 5)} ${zone}`;
}

/** Some instants in the zone, and beside them in UTC. */
function withUtc(instants: readonly Instant[], known: Instant | undefined, local: Read, utc: Read): string {
  const here = instants.map(local);
  const there = instants.map(utc);
  const knownDate = known === undefined ? '' : local(known).date;
  const text = joined(here, knownDate, ' and ');
  if (here.every((clock) => clock.zone === UTC)) return text;
  const sameDates = here.every((clock, index) => clock.date === there[index]?.date);
  return `${text} (${joined(there, sameDates ? null : '', sameDates ? '-' : ' and ')})`;
}

/** Dates only where they differ from the one before (`null`: nowhere); the zone once, unless it changes between. */
function joined(clocks: readonly Clock[], knownDate: string | null, by: string): string {
  let date = knownDate;
  const oneZone = clocks.every((clock) => clock.zone === clocks[0]?.zone);
  const texts = clocks.map((clock, index) => {
    const shown = date === null || date === clock.date ? clock.time : `${clock.date} ${clock.time}`;
    if (date !== null) date = clock.date;
    return oneZone && index < clocks.length - 1 ? shown : `${shown} ${clock.zone}`;
  });
  return texts.join(by);
}

function readerFor(timeZone: string): Read {
  const made = readers.get(timeZone);
  if (made !== undefined) return made;
  if (!isKnown(timeZone)) return readerFor(UTC);
  const reader = makeReader(timeZone);
  readers.set(timeZone, reader);
  return reader;
}

function makeReader(timeZone: string): Read {
  const formatters = LOCALES.map((locale) => formatterFor(locale, timeZone));
  return (at) => {
    const date = epochMilliseconds(at);
    const part = partsOf(formatters[0], date);
    return {
      date: `${part('year')}-${part('month')}-${part('day')}`,
      time: `${part('hour')}:${part('minute')}:${part('second')}`,
      zone: abbreviation(formatters, date),
    };
  };
}

/** The first name that is more than an offset; else the offset. */
function abbreviation(formatters: readonly Intl.DateTimeFormat[], date: number): string {
  let offset = '';
  for (const formatter of formatters) {
    const name = partsOf(formatter, date)('timeZoneName');
    if (!/^(GMT|UTC)[+-]/.test(name)) return name;
    offset ||= name;
  }
  return offset;
}

function partsOf(formatter: Intl.DateTimeFormat | undefined, date: number): (type: string) => string {
  const parts = formatter?.formatToParts(date) ?? [];
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

function formatterFor(locale: string, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone });
    return true;
  } catch {
    return false;
  }
}
