/** How old all this is, and whether anybody looks: yesterday's green is no answer. */
import { explain, type Failure } from '../../core/failure.ts';
import { type Sight, sightAt } from '../../core/history/sight.ts';
import type { GroupState, Head } from '../../core/rules/state.ts';
import { type Instant, millisecondsBetween } from '../../core/time.ts';

/** What is wrong, and what to do. */
export interface Trouble {
  readonly title: string;
  readonly detail: string;
  readonly meaning: string;
  readonly remedy: string;
}

export interface Freshness {
  /** When the table was asked. */
  readonly now: Instant;
  /** Changes with every run: what was read under another one is out of date. */
  readonly revision: number;
  /** The end of the last complete run; null where there was none. */
  readonly asOf: Instant | null;
  /** `never`: no run has been complete yet. */
  readonly sight: Sight | 'never';
  /** Milliseconds from run to run; null where nobody knows. */
  readonly interval: number | null;
  /** Why the last run failed, or why the monitor cannot see; null where neither is known. */
  readonly trouble: Trouble | null;
  /** Runs begun since the last complete one. 0 while blind: none are started at all. */
  readonly attempts: number;
  /** Since when the fleet is watched. */
  readonly watching: Instant | null;
}

/** Where the page begins. */
export interface About {
  readonly organizations: readonly string[];
  /** IANA name of the zone that times are shown in. */
  readonly timeZone: string;
  /** The one that was asked for, or the first; null where there is none. */
  readonly organization: string | null;
  /** Its own. */
  readonly freshness: Freshness | null;
}

/** Judges the age of what is stored. `interval`: milliseconds between runs, as `pollInterval` has it. */
export function freshnessOf(head: Head, interval: number | null, now: Instant): Freshness {
  const { revision, lastComplete, lastFailure, attempts, monitor } = head;
  const asOf = lastComplete?.reading.to ?? null;
  const failure = monitor.blind?.failure ?? lastFailure;
  return {
    now,
    revision,
    asOf,
    sight:
      asOf === null ? 'never' : sightAt(millisecondsBetween(asOf, now), monitor.blind !== null, interval),
    interval,
    trouble: failure && troubleOf(failure),
    attempts,
    watching: monitor.watching,
  };
}

function troubleOf(failure: Failure): Trouble {
  const { title, meaning, remedy } = explain(failure);
  return { title, meaning, remedy, detail: failure.detail };
}

/**
 * Milliseconds between runs, as the last complete one was scheduled. Where an older version made that, as far as the groups tell:
 * what changed lies between two readings. The middle of all such stretches, since one may span a gap, and another a run that
 * somebody started by hand. null where nothing has changed yet.
 */
export function pollInterval(
  { lastComplete }: Pick<Head, 'lastComplete'>,
  groups: readonly GroupState[],
): number | null {
  if (lastComplete?.interval !== undefined) return lastComplete.interval;
  const stretches = groups.flatMap(({ since }) =>
    since.after === null ? [] : [millisecondsBetween(since.after, since.by)],
  );
  return stretches.sort((a, b) => a - b)[stretches.length >> 1] ?? null;
}
