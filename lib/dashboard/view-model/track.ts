/** The line of time above the slider: how many incidents were open when, and where the next one begins. */
import type { Mark } from './strips.ts';

/** One bucket of the line: the most incidents that were open in it at once, as bad as that. */
export interface Bucket {
  readonly down: number;
  readonly other: number;
}

/** `count` buckets from `from` to `to`, milliseconds since 1970. */
export function bucketsOf(
  marks: readonly Mark[],
  from: number,
  to: number,
  count: number,
): readonly Bucket[] {
  const buckets = Array.from({ length: count }, () => ({ down: 0, other: 0 }));
  const bucketAt = (time: number): number =>
    Math.max(0, Math.min(count - 1, Math.floor(((time - from) / (to - from)) * count)));
  for (const { worst, ...mark } of marks) {
    const ends = mark.to ?? to;
    if (ends < from || mark.from > to) continue;
    for (let index = bucketAt(mark.from); index <= bucketAt(ends); index += 1) {
      const bucket = buckets[index];
      if (bucket !== undefined) bucket[worst === 'down' ? 'down' : 'other'] += 1;
    }
  }
  return buckets;
}

/** Where incidents begin before and after a time; null where none does. `marks` by their beginnings. */
export function neighbours(
  marks: readonly Mark[],
  at: number,
): { readonly before: Mark | null; readonly after: Mark | null } {
  // A poll finds several at once: stepping must not stop at each of them.
  const before = [...marks].reverse().find(({ from }) => from < at) ?? null;
  return { before, after: marks.find(({ from }) => from > at) ?? null };
}
