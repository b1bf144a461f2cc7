import { DAY, HOUR, MINUTE, SECOND } from '../../core/time.ts';

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^s(ec(ond)?s?)?$/, SECOND],
  [/^m(in(ute)?s?)?$/, MINUTE],
  [/^h((ou)?rs?)?$/, HOUR],
  [/^d(ays?)?$/, DAY],
  [/^w(eeks?)?$/, 7 * DAY],
];

const PARTS = /^(?:\d+(?:\.\d+)?\s*[a-z]+\s*)+$/;
const PART = /(\d+(?:\.\d+)?)\s*([a-z]+)/g;

/** Reads `90m`, `2h`, `1h 30m`, `2 days`, `1w` as milliseconds; null where it is none of these, or nothing at all. */
export function readDuration(text: string): number | null {
  const plain = text.trim().toLowerCase();
  if (!PARTS.test(plain)) return null;
  let milliseconds = 0;
  for (const [, count = '', word = ''] of plain.matchAll(PART)) {
    const unit = UNITS.find(([name]) => name.test(word))?.[1];
    if (unit === undefined) return null;
    milliseconds += Number(count) * unit;
  }
  return milliseconds > 0 && Number.isFinite(milliseconds) ? Math.round(milliseconds) : null;
}
