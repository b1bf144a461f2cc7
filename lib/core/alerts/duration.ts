/** Spans of time in words, never more precise than what was seen. */
import { type Bounds, DAY, HOUR, MINUTE, millisecondsBetween, SECOND } from '../time.ts';

/** A span known exactly, rounded: `45 seconds`, `42 minutes`, `1 hour 5 minutes`, `2 days 3 hours`. */
export function duration(milliseconds: number): string {
  const unit = unitFor(milliseconds);
  return inWords(Math.round(milliseconds / unit), unit);
}

/** A span known by its bounds, in milliseconds: rounded outwards, so that it is always true. `most` null: no upper bound. */
export function durationWithin(least: number, most: number | null): string {
  // The clock of the machine that saw it may have been ahead of the one that tells.
  if (most !== null && most < 0) return durationWithin(0, 0);
  if (most === null) {
    const unit = unitFor(least);
    return `at least ${inWords(Math.floor(least / unit), unit)}`;
  }
  const unit = unitFor(most);
  const [low, high] = [Math.floor(Math.max(0, least) / unit), Math.ceil(most / unit)];
  if (low === high) return inWords(low, unit);
  if (low === 0) return `at most ${inWords(high, unit)}`;
  const plainNumbers = unit === SECOND || high * unit < HOUR;
  return `between ${plainNumbers ? low : inWords(low, unit)} and ${inWords(high, unit)}`;
}

/** How long from one change to another, as far as their bounds tell. */
export function durationBetween(from: Bounds, to: Bounds): string {
  const least = to.after === null ? 0 : millisecondsBetween(from.by, to.after);
  const most = from.after === null ? null : millisecondsBetween(from.after, to.by);
  return durationWithin(Math.max(0, least), most);
}

/** The same in few words, for a subject line: `40 to 44 minutes`, `at most 7 hours`, `at least 3 days`. */
export function durationInShort(from: Bounds, to: Bounds): string {
  const least = to.after === null ? 0 : Math.max(0, millisecondsBetween(from.by, to.after));
  const most = from.after === null ? null : Math.max(0, millisecondsBetween(from.after, to.by));
  const unit = coarseUnitFor(most ?? least);
  const noun = NOUNS[unit] ?? 'day';
  const low = Math.floor(least / unit);
  if (most === null) return `at least ${plural(low, noun)}`;
  const high = Math.ceil(most / unit);
  if (low === high) return plural(high, noun);
  return low === 0 ? `at most ${plural(high, noun)}` : `${number(low)} to ${plural(high, noun)}`;
}

const NOUNS: Readonly<Record<number, string>> = {
  [SECOND]: 'second',
  [MINUTE]: 'minute',
  [HOUR]: 'hour',
  [DAY]: 'day',
};

/** The coarsest unit of which there are two at least. */
function coarseUnitFor(milliseconds: number): number {
  return [DAY, HOUR, MINUTE].find((unit) => milliseconds >= 2 * unit) ?? SECOND;
}

/** Seconds below two minutes, minutes below two days, then hours: finer says nothing more. */
function unitFor(milliseconds: number): number {
  if (milliseconds < 2 * MINUTE) return SECOND;
  return milliseconds < 2 * DAY ? MINUTE : HOUR;
}

function inWords(count: number, unit: number): string {
  if (unit === SECOND) return plural(count, 'second');
  const [larger, names] =
    unit === MINUTE ? [60, ['hour', 'minute'] as const] : [24, ['day', 'hour'] as const];
  const [whole, rest] = [Math.floor(count / larger), count % larger];
  if (whole === 0) return plural(rest, names[1]);
  return rest === 0 ? plural(whole, names[0]) : `${plural(whole, names[0])} ${plural(rest, names[1])}`;
}

/** `1 group`, `2 groups`, `4,700 groups`. */
export function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Made when it is first needed: the first format of a process takes longer than loading all rules. */
let commas: Intl.NumberFormat | null = null;

/** With commas between thousands. */
export function number(count: number): string {
  if (count >= 0 && count < 1_000 && Number.isInteger(count)) return String(count);
  commas ??= new Intl.NumberFormat('en-US');
  return commas.format(count);
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(count: number): string {
  const teen = count % 100 >= 11 && count % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${number(count)}${ending}`;
}
