/** Ranges of time, and what of one can be known. The definitions are in `docs/history.md`. */
import type { Head } from '../rules/state.ts';
import { type Instant, later, plus } from '../time.ts';
import type { EpochEntry } from './reader.ts';

/**
 * A stretch of time. What happened in it: a change belongs to it if `from` < its `by` ≤ `to`, so that ranges that follow
 * each other have every change once, and none twice. How long something lasted in it: from `from` up to `to`.
 */
export interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

/** Why nothing is known of a stretch of time, whatever the group. */
export const UNSEEN = ['before the watch', 'expired', 'not seen yet'] as const;
export type Unseen = (typeof UNSEEN)[number];

/** A stretch of time of which nothing is known. */
export interface UnseenStretch extends Range {
  readonly why: Unseen;
}

/** A stretch of time that one epoch answers for. */
export interface SeenStretch extends Range {
  readonly epoch: EpochEntry;
}

/** What of a range can be known. Together, seen and unseen stretches are the range, without a hole and without overlap. */
export interface Sight {
  readonly range: Range;
  /** In the order of time. A stretch of no length stands for changes at that very instant. */
  readonly seen: readonly SeenStretch[];
  /** In the order of time. */
  readonly unseen: readonly UnseenStretch[];
  /** The last instant of the range that was looked at; null where none was. */
  readonly asOf: Instant | null;
  /** Changes later than this are in the range: its beginning, or where what is kept begins. */
  readonly changesAfter: Instant;
  /** The range reaches the last complete run: what is known of the present belongs to it. */
  readonly isNow: boolean;
}

/** What an organization's past reaches from and to, and what holds it. */
export interface Reach {
  readonly head: Head | null;
  readonly epochs: readonly EpochEntry[];
  readonly now: Instant;
  /** Milliseconds for which the past can be asked about. */
  readonly retention: number;
}

/**
 * Divides a range into what can be known and what cannot. Like every question about the past it judges by arithmetic (the
 * retention, and when epochs expire), never by looking whether rows are still there.
 */
export function sightOf(range: Range, { head, epochs, now, retention }: Reach): Sight {
  const watching = head?.monitor.watching ?? null;
  const last = head?.lastComplete?.reading.to ?? null;
  if (watching === null || last === null)
    return {
      range,
      seen: [],
      unseen: nonEmpty(range, 'before the watch'),
      asOf: null,
      changesAfter: range.from,
      isNow: false,
    };
  const horizon = plus(now, -retention);
  const kept = later(watching, horizon);
  const middle = { from: clamp(kept, range), to: clamp(last, range) };
  const held = heldBy(epochs, middle, range, now);
  const begun = clamp(watching, range);
  return {
    range,
    seen: held,
    unseen: [
      ...nonEmpty({ from: range.from, to: begun }, 'before the watch'),
      ...between({ from: begun, to: middle.to }, held),
      ...nonEmpty({ from: later(begun, middle.to), to: range.to }, 'not seen yet'),
    ],
    asOf: held.at(-1)?.to ?? null,
    changesAfter: later(range.from, horizon),
    isNow: range.to >= last,
  };
}

/** The stretches that epochs whose rows are still promised answer for; none where the middle ends before it begins. */
function heldBy(
  epochs: readonly EpochEntry[],
  middle: Range,
  range: Range,
  now: Instant,
): readonly SeenStretch[] {
  return [...epochs]
    .filter(({ expires }) => expires > now)
    .sort((a, b) => (a.start < b.start ? -1 : 1))
    .map((epoch) => ({
      from: later(epoch.start, middle.from),
      to: epoch.ends === null || epoch.ends > middle.to ? middle.to : epoch.ends,
      epoch,
    }))
    .filter(({ from, to }) => from < to || (from === to && from > range.from));
}

/** What is left of a stretch: nobody else can answer for it, so it has expired. */
function between(stretch: Range, held: readonly SeenStretch[]): readonly UnseenStretch[] {
  const unseen: UnseenStretch[] = [];
  let { from } = stretch;
  for (const { from: begins, to } of held) {
    unseen.push(...nonEmpty({ from, to: begins }, 'expired'));
    from = later(from, to);
  }
  return [...unseen, ...nonEmpty({ from, to: stretch.to }, 'expired')];
}

function clamp(at: Instant, { from, to }: Range): Instant {
  return at < from ? from : at > to ? to : at;
}

function nonEmpty({ from, to }: Range, why: Unseen): readonly UnseenStretch[] {
  return from < to ? [{ from, to, why }] : [];
}
