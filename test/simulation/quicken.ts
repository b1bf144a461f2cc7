/**
 * What a thread that plays seeds does without: it costs much and changes nothing that a checker sees. Of an error's stack only
 * the place is kept, since faults are errors by the dozen. `Date.parse` and `Date.prototype.toISOString` answer what they always
 * do, and sooner: V8 takes half a microsecond and more for each, and a simulation asks for the same few instants over and over.
 */

import { DAY, SECOND } from '../../lib/core/time.ts';

/** For the whole thread, and for good. */
export function quicken(): void {
  Error.stackTraceLimit = 1;
  Date.parse = quickParse;
  Date.prototype.toISOString = quickText;
}

const { parse } = Date;
const { toISOString } = Date.prototype;

/** A power of two, and few enough to stay in the processor's cache. */
const REMEMBERED = 512;
const written: { readonly time: number; readonly text: string }[] = [];
const read: { readonly time: number; readonly text: string }[] = [];

/** The day last written, as days since 1970 and as everything before the time of day. */
let day = { since1970: Number.NaN, text: '' };

/** Says the same text again for the same time, so that comparing the two takes no time either. */
export function quickText(this: Date): string {
  const time = this.getTime();
  const place = time & (REMEMBERED - 1);
  const known = written[place];
  if (known?.time === time) return known.text;
  const since1970 = Math.floor(time / DAY);
  if (since1970 !== day.since1970) {
    const whole = toISOString.call(this);
    day = { since1970, text: whole.slice(0, whole.indexOf('T')) };
  }
  const text = `${day.text}T${timeOfDay(time - since1970 * DAY)}Z`;
  written[place] = { time, text };
  return text;
}

function timeOfDay(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / SECOND);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${TWO[hours]}:${TWO[minutes]}:${TWO[seconds % 60]}.${THREE[milliseconds % SECOND]}`;
}

const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const THREE = Array.from({ length: SECOND }, (_, number) => String(number).padStart(3, '0'));

/** Finds what it has read by the last digits of an instant; any text will do, since it is compared whole. */
export function quickParse(text: string): number {
  const digits = text.charCodeAt(22) + 10 * text.charCodeAt(21) + 100 * text.charCodeAt(20);
  const place = (digits + 1_000 * text.charCodeAt(18)) & (REMEMBERED - 1);
  const known = read[place];
  if (known?.text === text) return known.time;
  const time = parse(text);
  read[place] = { time, text };
  return time;
}
