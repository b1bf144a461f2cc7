/** Pieces of time divided by gaps: what each group was counted as, and why. */
import type { Facts, Gap } from '../fleet/change.ts';
import { type Bounds, epochMilliseconds } from '../time.ts';
import { type Reason, reasonOf, type Standing, standingOf } from './standing.ts';
import type { Piece } from './walk.ts';

/** A stretch of time, in milliseconds since 1970, that is counted as one thing for one group. */
export interface Segment {
  readonly group: string;
  readonly from: number;
  readonly to: number;
  readonly standing: Standing;
  /** null unless it is unknown. */
  readonly why: Reason | null;
  /** As last seen: within a gap, as the group was when it began. */
  readonly facts: Facts;
  /** The change that the piece of time began with. */
  readonly began: Bounds | null;
  /** From here on until `to` the group may already have stood otherwise. */
  readonly sureUntil: number;
}

/** Stretches of time that do not overlap, in the order of time. */
export interface Spans {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** Gaps as they are met, to cut pieces by. */
export interface Gaps {
  add(gap: Gap): void;
  /** The piece, cut where nobody looked. */
  cut(piece: Piece): readonly Segment[];
}

export function createGaps(): Gaps {
  const from: number[] = [];
  const to: number[] = [];
  return {
    add(gap) {
      // A walk over several epochs may meet the last one of an epoch's end again, and may meet a gap after a later one.
      let begins = epochMilliseconds(gap.from);
      let index = firstEndingAfter(to, begins);
      if ((from[index] ?? Number.POSITIVE_INFINITY) <= begins) {
        begins = to[index] ?? begins;
        index += 1;
      }
      const ends = Math.min(epochMilliseconds(gap.to), from[index] ?? Number.POSITIVE_INFINITY);
      if (ends <= begins) return;
      from.splice(index, 0, begins);
      to.splice(index, 0, ends);
    },
    cut(piece) {
      return cutBy({ from, to }, piece.from, piece.to).map(({ from: begins, to: ends, inside }) =>
        segment(piece, begins, ends, inside),
      );
    },
  };
}

/** Cuts a stretch by others: its parts inside and outside of them, in the order of time. */
export function cutBy(
  spans: Spans,
  from: number,
  to: number,
): readonly { readonly from: number; readonly to: number; readonly inside: boolean }[] {
  const parts: { from: number; to: number; inside: boolean }[] = [];
  let at = from;
  for (let index = firstEndingAfter(spans.to, from); index < spans.to.length && at < to; index += 1) {
    const begins = Math.max(at, spans.from[index] ?? to);
    if (begins >= to) break;
    const ends = Math.min(to, spans.to[index] ?? to);
    if (begins > at) parts.push({ from: at, to: begins, inside: false });
    parts.push({ from: begins, to: ends, inside: true });
    at = ends;
  }
  if (at < to) parts.push({ from: at, to, inside: false });
  return parts;
}

/** Cuts a stretch at the ends of parts that follow each other without a hole; `index` is the part that a piece lies in. */
export function cutAt(
  ends: readonly number[],
  from: number,
  to: number,
): readonly { readonly index: number; readonly from: number; readonly to: number }[] {
  const pieces: { index: number; from: number; to: number }[] = [];
  let at = from;
  for (let index = firstEndingAfter(ends, from); at < to && index < ends.length; index += 1) {
    const end = Math.min(to, ends[index] ?? to);
    pieces.push({ index, from: at, to: end });
    at = end;
  }
  return pieces;
}

/** Index of the first of some ascending ends that is later than a time. */
function firstEndingAfter(ends: readonly number[], time: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function segment(piece: Piece, from: number, to: number, inGap: boolean): Segment {
  const { group, facts, began, isLost } = piece;
  const sureUntil = Math.min(to, Math.max(from, piece.sureUntil));
  const known = { group, from, to, facts, began, sureUntil };
  if (inGap) return { ...known, standing: 'unknown', why: 'gap' };
  if (isLost) return { ...known, standing: 'unknown', why: 'rows lost' };
  const standing = standingOf(facts);
  return { ...known, standing, why: standing === 'unknown' ? reasonOf(facts) : null };
}
