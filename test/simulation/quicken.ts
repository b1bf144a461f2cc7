/**
 * What a thread that plays seeds does without: it costs much and changes nothing that a checker sees. Of an error's stack only
 * the place is kept, since faults are errors by the dozen. `Date.parse` and `Date.prototype.toISOString` answer what they always
 * do, and sooner: V8 takes half a microsecond and more for each, and a simulation asks for the same few instants over and over.
 */

import { HOUR, MINUTE, SECOND } from '../../lib/core/time.ts';

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

/** Hours lately written: everything before the minutes. */
const hours: { readonly since1970: number; readonly text: string }[] = [];
const HOURS = 64;

/** Says the same text again for the same time, so that comparing the two takes no time either. */
export function quickText(this: Date): string {
  const time = this.getTime();
  const place = time & (REMEMBERED - 1);
  const known = written[place];
  if (known?.time === time) return known.text;
  const hour = Math.floor(time / HOUR);
  const rest = time - hour * HOUR;
  // V8 joins short texts at once, and puts off joining longer ones: so the end first.
  const withinHour = `${TWO[Math.floor(rest / MINUTE)]}:${TWO[Math.floor(rest / SECOND) % 60]}${ENDS[rest % SECOND]}`;
  const text = `${hourText(this, hour)}${withinHour}`;
  written[place] = { time, text };
  return text;
}

function hourText(date: Date, since1970: number): string {
  const place = since1970 & (HOURS - 1);
  const known = hours[place];
  if (known?.since1970 === since1970) return known.text;
  const whole = toISOString.call(date);
  const text = whole.slice(0, whole.indexOf(':') + 1);
  hours[place] = { since1970, text };
  return text;
}

const TWO = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const ENDS = Array.from({ length: SECOND }, (_, number) => `.${String(number).padStart(3, '0')}Z`);

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
