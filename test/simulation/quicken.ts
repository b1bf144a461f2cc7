/**
 * What a thread that plays seeds does without: it costs much and changes nothing that a checker sees. Of an error's stack only
 * the place is kept, since faults are errors by the dozen. `Date.parse` and `Date.prototype.toISOString` answer what they always
 * do, and sooner: V8 takes half a microsecond and more for each, and a simulation asks for the same few instants over and over.
 */

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
const times: number[] = new Array(REMEMBERED).fill(Number.NaN);
const texts: string[] = new Array(REMEMBERED).fill('');

/** Says the same text again for the same time, so that comparing the two takes no time either. */
export function quickText(this: Date): string {
  const time = this.getTime();
  const place = time & (REMEMBERED - 1);
  const known = texts[place];
  if (known !== undefined && times[place] === time) return known;
  const text = toISOString.call(this);
  times[place] = time;
  texts[place] = text;
  return text;
}

/** What stands between the digits of `2026-03-02T14:05:00.000Z`, and where. */
const LENGTH = 24;
const [DASH, T, COLON, POINT, Z] = [...'-T:.Z'].map((mark) => mark.charCodeAt(0));

/** Works out texts of instants, which all have one form; of everything else V8 knows better. */
export function quickParse(text: string): number {
  const isInstant =
    text.length === LENGTH &&
    text.charCodeAt(4) === DASH &&
    text.charCodeAt(7) === DASH &&
    text.charCodeAt(10) === T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    text.charCodeAt(19) === POINT &&
    text.charCodeAt(23) === Z;
  if (!isInstant) return parse(text);
  const [month, day, hour, minute] = [two(text, 5), two(text, 8), two(text, 11), two(text, 14)];
  const year = two(text, 0) * 100 + two(text, 2);
  const milliseconds = two(text, 17) * 1_000 + two(text, 20) * 10 + digit(text, 22);
  // Every month has so many days; a comparison with NaN, where a digit was none, is false.
  const isPlain =
    year >= 1_900 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59;
  if (!(isPlain && milliseconds < 60_000)) return parse(text);
  return Date.UTC(year, month - 1, day, hour, minute, 0, milliseconds);
}

function two(text: string, place: number): number {
  return digit(text, place) * 10 + digit(text, place + 1);
}

/** NaN where it is none. */
function digit(text: string, place: number): number {
  const value = text.charCodeAt(place) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}
