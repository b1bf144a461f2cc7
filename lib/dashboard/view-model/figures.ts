/** Uptime figures of one group, worked out from its timeline: as `docs/history.md` defines them, and as `uptime` has them. */

import type { TimelineStretch } from '../../core/history/timeline.ts';
import { NO_TIME, type Rates, ratesOf, type Times } from '../../core/history/times.ts';
import { DAY, epochMilliseconds, type Instant } from '../../core/time.ts';

export interface Figures extends Rates {
  /** Back from the end of the timeline. */
  readonly days: number;
  readonly down: number;
  readonly degraded: number;
  readonly unknown: number;
  readonly outages: number;
}

/** The figures of the last so many days of a timeline, which reaches back at least as far. */
export function figuresOf(stretches: readonly TimelineStretch[], to: Instant, days: number): Figures {
  const end = epochMilliseconds(to);
  const times = timesBetween(stretches, end - days * DAY, end);
  const { down, degraded, unknown, outages, unknownBecause } = times;
  return {
    ...ratesOf(times),
    ...{ days, down, degraded, outages, unknown: unknown - unknownBecause['not there'] },
  };
}

/** Not counted: what only `uptime` says (reduced and uncertain time, incidents). */
export function timesBetween(stretches: readonly TimelineStretch[], from: number, to: number): Times {
  const sum = { connected: 0, degraded: 0, down: 0, unknown: 0 };
  let [notThere, outages, isOut] = [0, 0, false];
  for (const { standing, why, ...stretch } of stretches) {
    const begins = Math.max(from, epochMilliseconds(stretch.from));
    const ends = Math.min(to, epochMilliseconds(stretch.to));
    if (begins >= ends) continue;
    sum[standing] += ends - begins;
    if (why === 'not there') notThere += ends - begins;
    if (standing === 'down' && !isOut) outages += 1;
    isOut = isOutAfter(isOut, standing, why);
  }
  return {
    ...NO_TIME,
    ...sum,
    unknownBecause: { ...NO_TIME.unknownBecause, 'not there': notThere },
    outages,
  };
}

/** What only says that nobody knows does not end an outage; where the group was not there, or nothing is kept, it has ended. */
function isOutAfter(
  isOut: boolean,
  standing: TimelineStretch['standing'],
  why: TimelineStretch['why'],
): boolean {
  if (standing === 'down') return true;
  if (standing !== 'unknown') return false;
  return isOut && (why === 'gap' || why === 'no word' || why === 'missing' || why === 'rows lost');
}
