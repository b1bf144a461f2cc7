/** The days of a report: how available all groups were together, and how much of each day was seen. */
import type { UnseenStretch } from '../core/history/range.ts';
import { epochMilliseconds, type Instant } from '../core/time.ts';
import type { PageClock } from '../dashboard/view-model/clock.ts';
import type { StripsView } from '../dashboard/view-model/strips.ts';

/** Shares of 1 of the known time; null where nothing of the day is known. */
export interface DayShares {
  readonly connected: number;
  readonly degraded: number;
  readonly down: number;
}

export interface Day {
  /** `Mon 2 Mar`. */
  readonly name: string;
  readonly shares: DayShares | null;
  /** The share of the day's time, of all groups together, that anything is known of; null where none of them was there. */
  readonly coverage: number | null;
}

/** The days in their order. `unseen`: milliseconds of each of which nothing is known of anybody. */
export function daysOf(
  { days, fleet, groups }: StripsView,
  unseen: readonly number[],
  clock: PageClock,
): readonly Day[] {
  const everybody = Object.keys(groups).length;
  return days.map((at, index) => {
    const [connected, degraded, down, unknown] = fleet.days[index] ?? [0, 0, 0, 0];
    const known = connected + degraded + down;
    const whole = known + unknown + (unseen[index] ?? 0) * everybody;
    return {
      name: clock.day(at),
      shares:
        known === 0 ? null : { connected: connected / known, degraded: degraded / known, down: down / known },
      coverage: whole === 0 ? null : known / whole,
    };
  });
}

/** Of each day the milliseconds of which nothing is known of anybody: before the watch, expired, or not seen yet. */
export function unseenOf(
  { days, to }: Pick<StripsView, 'days' | 'to'>,
  unseen: readonly UnseenStretch[],
): readonly number[] {
  return days.map((from, index) =>
    unseen.reduce((sum, stretch) => sum + overlap(from, days[index + 1] ?? to, stretch), 0),
  );
}

function overlap(from: Instant, to: Instant, stretch: UnseenStretch): number {
  const begins = Math.max(epochMilliseconds(from), epochMilliseconds(stretch.from));
  return Math.max(0, Math.min(epochMilliseconds(to), epochMilliseconds(stretch.to)) - begins);
}
