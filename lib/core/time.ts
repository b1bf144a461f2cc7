/** Points and spans of time, as plain data. Nothing here asks what time it is: the shell says so. */

declare const instantBrand: unique symbol;

/**
 * A point in time: UTC, ISO 8601, milliseconds, always 24 characters (`2026-03-02T14:05:00.000Z`), so that the order of
 * the texts is the order of the times, in memory and in a DynamoDB sort key alike.
 */
export type Instant = string & { readonly [instantBrand]: true };

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * When something happened, as far as polling can tell: after the reading that last saw it otherwise began, and no later
 * than the end of the reading that first saw it so. `after` is null where nothing was seen before.
 */
export interface Bounds {
  readonly after: Instant | null;
  readonly by: Instant;
}

/** The instant of a number of milliseconds since 1970. Throws a RangeError outside the years that ISO 8601 writes with four digits. */
export function instant(epochMilliseconds: number): Instant {
  const text = new Date(epochMilliseconds).toISOString();
  if (text.length !== 24) throw new RangeError(`${text} is outside the years 0000 to 9999.`);
  return text as Instant;
}

/** Reads any date-time text that carries a zone; null where there is none to read. */
export function parseInstant(text: string): Instant | null {
  if (!/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text)) return null;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? null : instant(milliseconds);
}

/** When a day such as `2026-12-31` begins in UTC; null where it is none. */
export function beginningOf(day: string): Instant | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? parseInstant(`${day}T00:00:00Z`) : null;
}

/** Milliseconds since 1970. */
export function epochMilliseconds(at: Instant): number {
  return Date.parse(at);
}

/** The instant `milliseconds` later (earlier where negative). */
export function plus(at: Instant, milliseconds: number): Instant {
  return instant(epochMilliseconds(at) + milliseconds);
}

/** Milliseconds from one instant to another; negative where `to` is the earlier. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return epochMilliseconds(to) - epochMilliseconds(from);
}

/** The later of the two; null counts as before everything. */
export function later(a: Instant | null, b: Instant): Instant {
  return a !== null && a > b ? a : b;
}
